package dev.pgassay.measure.statement;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time limit of one execution in a statement's header. */
final class StatementTimeout {
  /** The limit of a statement without one in its header. */
  static final Duration DEFAULT = Duration.ofSeconds(60);

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern TEXT = Pattern.compile("(\\d{1,8})\\s*(ms|s|min|h)");

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "min", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS);

  private StatementTimeout() {}

  /**
   * Reads {@code 500ms} or {@code 5min}; empty for any other text, for zero, and for more than a
   * day.
   */
  static Optional<Duration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    TimeUnit unit = UNITS.get(matcher.group(2));
    Duration timeout = Duration.of(Long.parseLong(matcher.group(1)), unit.toChronoUnit());
    return timeout.isZero() || timeout.compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(timeout);
  }
}
