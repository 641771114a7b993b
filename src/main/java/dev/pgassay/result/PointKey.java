package dev.pgassay.result;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What tells a point of a run from every other. Immutable.
 *
 * @param benchmark id of the benchmark, such as {@code hnsw-search}
 * @param parameters name to value, in the order in which the benchmark declares them
 */
public record PointKey(String benchmark, Map<String, String> parameters) {
  /** Checks the benchmark and copies the map in its order. */
  public PointKey {
    Checked.text("benchmark", benchmark);
    parameters = Checked.ordered(parameters);
    parameters.forEach((name, value) -> Checked.text("parameter " + name, value));
  }

  /**
   * Names the point for a message.
   *
   * @return such as {@code hnsw-search m=16 ef_search=40}
   */
  public String display() {
    return benchmark
        + parameters.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
  }
}
