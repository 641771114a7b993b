package dev.pgassay.measure.statement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The allowed numbers of rows of every answer. Immutable.
 *
 * @param least at least 0
 * @param most at least {@code least}; {@link Integer#MAX_VALUE} for no limit
 */
public record RowBounds(int least, int most) {
  /** Any number of rows. */
  public static final RowBounds ANY = new RowBounds(0, Integer.MAX_VALUE);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(?:\\s*\\.\\.\\s*(\\d{1,6})?)?");

  public RowBounds {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("rows from " + least + " to " + most);
    }
  }

  /** Reads {@code 20}, {@code 1..20} or {@code 1..}; empty for any other text. */
  static Optional<RowBounds> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int least = Integer.parseInt(matcher.group(1));
    int most =
        text.contains("..")
            ? Optional.ofNullable(matcher.group(2)).map(Integer::parseInt).orElse(Integer.MAX_VALUE)
            : least;
    return most < least ? Optional.empty() : Optional.of(new RowBounds(least, most));
  }

  /** Returns the form used in a file. */
  @Override
  public String toString() {
    if (least == most) {
      return Integer.toString(least);
    }
    return least + ".." + (most == Integer.MAX_VALUE ? "" : Integer.toString(most));
  }
}
