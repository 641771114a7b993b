package dev.pgassay.runner.forks;

import dev.pgassay.measure.client.ForkContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a fork may take: as long as the user says, or else its schedule, its other executions,
 * each as long as a statement may take, and room for work that has no schedule. The limit by
 * schedule ends a fork that hangs and no healthy one.
 *
 * @param given by the user, greater than 0
 */
public record ForkLimit(Optional<Duration> given) {
  /** The limit if the user gave none. */
  public static final ForkLimit BY_SCHEDULE = new ForkLimit(Optional.empty());

  /** Starting JVMs, reading queries and expected answers, opening sessions, writing reports. */
  private static final Duration ROOM = Duration.ofMinutes(10);

  /** The executions of the gate before and the plans after. */
  private static final int EXECUTIONS_OF_GATE = 10;

  /** No answer of a session without a {@code statement_timeout} is waited for longer. */
  private static final Duration WITHOUT_TIMEOUT = Duration.ofHours(1);

  private static final Pattern TIMEOUT = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d)?");

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "min", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);

  /**
   * Returns the limit of a fork.
   *
   * @param context the inputs of the fork
   * @param schedule how long it is to execute
   * @param stretches the number of stretches of the schedule, each of which ends with its last
   *     execution
   */
  public Duration of(ForkContext context, Duration schedule, int stretches) {
    return given.orElseGet(() -> bySchedule(context, schedule, stretches));
  }

  private static Duration bySchedule(ForkContext context, Duration schedule, int stretches) {
    return schedule
        .plus(longestStatement(context.settings()).multipliedBy(EXECUTIONS_OF_GATE + stretches))
        .plus(ROOM);
  }

  private static Duration longestStatement(Map<String, String> settings) {
    Matcher timeout = TIMEOUT.matcher(settings.getOrDefault("statement_timeout", ""));
    if (!timeout.matches()) {
      return WITHOUT_TIMEOUT;
    }
    String unit = timeout.group(2) == null ? "ms" : timeout.group(2);
    long millis = UNITS.get(unit).toMillis(Long.parseLong(timeout.group(1)));
    return millis == 0 ? WITHOUT_TIMEOUT : Duration.ofMillis(millis);
  }
}
