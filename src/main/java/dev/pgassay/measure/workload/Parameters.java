package dev.pgassay.measure.workload;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter.Words;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values of a benchmark's parameters at one point, in the order in which the benchmark declares
 * them. Immutable.
 *
 * @param values name to value
 */
public record Parameters(Map<String, String> values) {
  public Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns a value as it was written.
   *
   * @param name of a parameter that the benchmark declares
   */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter named " + name + " in " + values.keySet());
    }
    return value;
  }

  /**
   * Returns a value as a whole number.
   *
   * @param name of a parameter that the benchmark declares
   * @throws InvalidInput if it is not a whole number
   */
  public int integer(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw new InvalidInput("parameter " + name + " must be a whole number: " + text(name), e);
    }
  }

  /**
   * Returns a value as an enum constant.
   *
   * @param name of a parameter whose words are those of the enum
   */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Words.constant(text(name), type);
  }

  /**
   * Refuses a value that is greater than the value of another parameter.
   *
   * @param name of the parameter that is limited
   * @param limit name of the parameter that limits it
   * @param reason follows {@code because} in the message
   * @throws InvalidInput if it is greater
   */
  public void requireAtMost(String name, String limit, String reason) {
    if (integer(name) > integer(limit)) {
      throw new InvalidInput(
          "%s must not be above %s, because %s: %1$s %d, %2$s %d"
              .formatted(name, limit, reason, integer(name), integer(limit)));
    }
  }

  /** Returns those of the named parameters that exist here, in this order. */
  public Parameters only(Set<String> names) {
    Map<String, String> kept = new LinkedHashMap<>(values);
    kept.keySet().retainAll(names);
    return new Parameters(kept);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }
}
