package dev.pgassay.measure.workload;

import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import dev.pgassay.vector.RecallStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the host finds in the answers that were timed. Immutable.
 *
 * @param recall over the queries that were executed; empty for benchmarks that have none
 * @param violations what is wrong with the answers: each makes the point invalid
 * @param measures figures beside the latencies
 * @param stages what was measured on the way to the state that was timed; empty for benchmarks that
 *     have one state only
 */
public record Judgement(
    Optional<RecallStatistics> recall,
    List<String> violations,
    List<Measure> measures,
    List<MeasuredStage> stages) {
  /** Copies the lists. */
  public Judgement {
    Objects.requireNonNull(recall, "recall");
    violations = List.copyOf(violations);
    measures = List.copyOf(measures);
    stages = List.copyOf(stages);
  }

  /**
   * Judges a benchmark that has one state only.
   *
   * @param recall over the queries that were executed; empty for benchmarks that have none
   * @param violations what is wrong with the answers
   * @param measures figures beside the latencies
   */
  public Judgement(
      Optional<RecallStatistics> recall, List<String> violations, List<Measure> measures) {
    this(recall, violations, measures, List.of());
  }

  /**
   * Judges by recall alone.
   *
   * @param recall over the queries that were executed
   * @return the judgement
   */
  public static Judgement of(RecallStatistics recall) {
    return new Judgement(Optional.of(recall), List.of(), List.of());
  }

  /**
   * Judges by what is wrong alone.
   *
   * @param violations nothing for right answers
   * @return the judgement
   */
  public static Judgement of(Optional<String> violations) {
    return new Judgement(Optional.empty(), violations.stream().toList(), List.of());
  }
}
