package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of the commands that interleave two arms. */
public final class RoundOptions {
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h)");

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "10m",
      description =
          "Time for all rounds together, without loading and building, such as 90s, 10m or "
              + "1h. Clear cases stop earlier. Default: ${DEFAULT-VALUE}.")
  private String budget;

  @Option(
      names = "--order-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the order of arms and queries. Default: ${DEFAULT-VALUE}.")
  private long seed;

  public Duration budget() {
    return duration("--budget", budget);
  }

  /** Reads the duration that an option gives. */
  static Duration duration(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInput(option + " must be such as 90s, 10m or 1h: " + text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  public long seed() {
    return seed;
  }
}
