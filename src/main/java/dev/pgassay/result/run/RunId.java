package dev.pgassay.result.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a run and of its folder: start in UTC, suite, and six random hexadecimal digits, so
 * that names sort by time and two runs that begin in the same second differ. Immutable.
 *
 * @param value such as {@code 20261123T101112Z-quick-3fa9c1}
 */
public record RunId(@JsonValue String value) implements Comparable<RunId> {
  private static final Pattern FORM =
      Pattern.compile("\\d{8}T\\d{6}Z-[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{6}");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_SUITE = 24;

  /** Refuses any other form, so that a run cannot be outside the folder of runs. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    if (!isRunId(value)) {
      throw new IllegalArgumentException(
          "a run id has the form 20261123T101112Z-quick-3fa9c1: " + value);
    }
  }

  /**
   * Makes the name of a new run.
   *
   * @param startedAt when it begins
   * @param suite a suite's name or the expression that chose the benchmarks
   * @param random draws the last six digits
   */
  public static RunId create(Instant startedAt, String suite, RandomGenerator random) {
    return new RunId(
        String.format(
            Locale.ROOT,
            "%s-%s-%06x",
            TIMESTAMP.format(startedAt),
            slug(suite),
            random.nextInt(0x1000000)));
  }

  /** Tells whether a text, such as the name of a folder, has the form of a run's name. */
  public static boolean isRunId(String text) {
    return FORM.matcher(text).matches();
  }

  private static String slug(String suite) {
    String plain = suite.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(LONGEST_SUITE, plain.length()));
    String trimmed = cut.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? "custom" : trimmed;
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
