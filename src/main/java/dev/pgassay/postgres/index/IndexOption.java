package dev.pgassay.postgres.index;

import dev.pgassay.failure.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A storage parameter of an index type, with the values that it may have: whole numbers within a
 * range, or words of a list. Immutable.
 *
 * @param name as in {@code WITH (name = value)}
 * @param description its effect, in one line
 * @param least the least whole number allowed
 * @param most the greatest whole number allowed
 * @param words the words allowed; empty if the values are numbers
 * @param otherwise the default of the access method
 * @param twice the option whose value this value must be at least twice
 */
public record IndexOption(
    String name,
    String description,
    int least,
    int most,
    List<String> words,
    String otherwise,
    Optional<String> twice) {
  /** A name that SQL takes without quotes. */
  public static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** A word or a number, which SQL takes without quotes. */
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}|\\d{1,9}(\\.\\d{1,9})?");

  /** Checks the name and the words, which become part of statements. */
  public IndexOption {
    words = List.copyOf(words);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits and underscores: " + name);
    }
    for (String word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException(
            "values must be words of letters, digits and _, or numbers: " + word);
      }
    }
    if (words.isEmpty() && least > most) {
      throw new IllegalArgumentException("least must not be above most: " + least + ", " + most);
    }
    if (!allows(words, least, most, otherwise)) {
      throw new IllegalArgumentException(
          "default must be " + range(words, least, most) + ": " + otherwise);
    }
  }

  static IndexOption number(String name, String description, int least, int most, int otherwise) {
    return new IndexOption(
        name, description, least, most, List.of(), Integer.toString(otherwise), Optional.empty());
  }

  /** Returns the same option, whose value must be at least twice that of another option. */
  IndexOption atLeastTwice(String other) {
    return new IndexOption(name, description, least, most, words, otherwise, Optional.of(other));
  }

  /**
   * Describes the values for a message.
   *
   * @return such as {@code between 2 and 100}
   */
  public String range() {
    return range(words, least, most);
  }

  /**
   * Refuses a value that is not allowed.
   *
   * @param value as it goes into the statement
   * @param owner whose limits they are
   * @throws InvalidInput naming the option, the limits and the value
   */
  void check(String value, String owner) {
    if (!allows(words, least, most, value)) {
      throw new InvalidInput(
          name + " must be " + range() + " (the limits of " + owner + "): " + value);
    }
  }

  private static String range(List<String> words, int least, int most) {
    return words.isEmpty()
        ? "between " + least + " and " + most
        : "one of " + String.join(", ", words);
  }

  private static boolean allows(List<String> words, int least, int most, String value) {
    if (!words.isEmpty()) {
      return words.contains(value);
    }
    try {
      int number = Integer.parseInt(value);
      return number >= least && number <= most && value.equals(Integer.toString(number));
    } catch (NumberFormatException ignored) {
      // Not a whole number: not allowed, and the caller names the value.
      return false;
    }
  }
}
