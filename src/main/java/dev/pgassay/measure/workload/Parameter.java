package dev.pgassay.measure.workload;

import dev.pgassay.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A parameter of a benchmark, with its allowed values. Immutable.
 *
 * @param name as on the command line, in the field's own terms, such as {@code ef_search}
 * @param description of its effect, in one line
 * @param stage when a change of it takes effect
 * @param range the allowed values
 * @param defaults the values of a run that names none
 */
public record Parameter(
    String name, String description, Stage stage, Range range, List<String> defaults) {

  /** When a parameter takes effect. */
  public enum Stage {
    /** In the database. A change requires a build, so points are grouped by it. */
    BUILD,
    /** In the measured session. */
    SESSION
  }

  /** The values that a parameter may have. */
  public sealed interface Range {
    /**
     * Tells whether a value is allowed.
     *
     * @param value as written
     */
    boolean allows(String value);

    /** Describes the range for a message, such as {@code between 1 and 1000}. */
    String description();
  }

  /**
   * Whole numbers.
   *
   * @param least the least one allowed
   * @param most the greatest one allowed
   */
  public record Integers(int least, int most) implements Range {
    @Override
    public boolean allows(String value) {
      try {
        int number = Integer.parseInt(value);
        return number >= least && number <= most && value.equals(Integer.toString(number));
      } catch (NumberFormatException ignored) {
        // Not a number, so not allowed. The caller's message names the value.
        return false;
      }
    }

    @Override
    public String description() {
      return String.format(Locale.ROOT, "between %d and %d", least, most);
    }
  }

  /** One of a few words. */
  public record Words(List<String> words) implements Range {
    public Words {
      words = List.copyOf(words);
    }

    /** Allows the constants of an enum, as words in their order. */
    public static Words of(Class<?> type) {
      return new Words(
          Arrays.stream(type.getEnumConstants()).map(it -> word((Enum<?>) it)).toList());
    }

    /** Returns an enum constant as a user writes it: its name in lower case. */
    public static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the enum constant that a user wrote.
     *
     * @param word as {@link #word} returns it
     */
    public static <E extends Enum<E>> E constant(String word, Class<E> type) {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean allows(String value) {
      return words.contains(value);
    }

    @Override
    public String description() {
      return "one of " + String.join(", ", words);
    }
  }

  public Parameter {
    defaults = List.copyOf(defaults);
    for (String value : defaults) {
      if (!range.allows(value)) {
        throw new IllegalArgumentException(name + " must be " + range.description() + ": " + value);
      }
    }
  }

  /**
   * Refuses a value that is not allowed.
   *
   * @param value as the user wrote it
   * @throws InvalidInput if it is not allowed
   */
  public void check(String value) {
    if (!range.allows(value)) {
      throw new InvalidInput(
          "parameter " + name + " must be " + range.description() + ": " + value);
    }
  }
}
