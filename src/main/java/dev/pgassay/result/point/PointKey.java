package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.SearchEffort;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Identifies a point of a run. Immutable.
 *
 * @param benchmark id of the benchmark, such as {@code hnsw-search}
 * @param parameters name to value, in the order in which the benchmark declares them
 */
public record PointKey(String benchmark, Map<String, String> parameters) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  public PointKey {
    Checked.text("benchmark", benchmark);
    parameters = Checked.ordered(parameters);
    parameters.forEach((name, value) -> Checked.text("parameter " + name, value));
    checkWholeNumber(ParameterNames.CLIENTS, parameters);
    for (String effort : SearchEffort.parameters()) {
      checkWholeNumber(effort, parameters);
    }
  }

  private static void checkWholeNumber(String name, Map<String, String> parameters) {
    String value = parameters.getOrDefault(name, "1");
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " must be a whole number from 1: " + value);
    }
  }

  /** Returns a name for messages, such as {@code hnsw-search m=16 ef_search=40}. */
  public String display() {
    return benchmark
        + parameters.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
  }
}
