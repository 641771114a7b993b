package dev.pgassay.stats;

import java.util.List;

/**
 * Measurements at one step towards the state that a benchmark times, such as after each of several
 * rounds of deletes and inserts. Immutable.
 *
 * @param name of the stage, such as {@code round 2}
 * @param measures in the order in which they are shown; at least one
 */
public record MeasuredStage(String name, List<Measure> measures) {
  public MeasuredStage {
    measures = List.copyOf(measures);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a stage needs a name");
    }
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("a stage needs a measure: " + name);
    }
  }
}
