package dev.pgassay.runner;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.OpenLoad;
import dev.pgassay.result.Percentile;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound on the response time of an open loop. Immutable.
 *
 * @param percentile of the response time
 * @param limit that it must not pass
 */
public record Objective(Percentile percentile, Duration limit) {
  private static final Pattern FORM = Pattern.compile("(p[0-9.]+)=([0-9]+(?:\\.[0-9]+)?)(us|ms|s)");

  /**
   * Reads an objective.
   *
   * @param text such as {@code p99=20ms}
   * @return the objective
   * @throws InvalidInput where it is none
   */
  public static Objective parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInput("--objective needs the form p99=20ms: " + text);
    }
    long unitNanos =
        switch (matcher.group(3)) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          default -> 1_000_000_000L;
        };
    long nanos = Math.round(Double.parseDouble(matcher.group(2)) * unitNanos);
    return new Objective(percentile(matcher.group(1)), Duration.ofNanos(nanos));
  }

  private static Percentile percentile(String name) {
    return Arrays.stream(Percentile.values())
        .filter(it -> name(it).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "--objective knows "
                        + Arrays.stream(Percentile.values()).map(Objective::name).toList()
                        + ": "
                        + name));
  }

  private static String name(Percentile percentile) {
    double rank = percentile.rank();
    return rank == Math.rint(rank) ? "p" + (long) rank : "p" + rank;
  }

  /**
   * Returns the lowest rate at which the percentile can be told.
   *
   * @param duration of the schedule
   * @return requests a second
   */
  double leastPerSecond(Duration duration) {
    return (double) percentile.leastOperations() / duration.toSeconds();
  }

  /**
   * Tells whether an open loop held the objective.
   *
   * @param load what was measured
   * @return whether its schedule was kept, no request failed, and the percentile is within the
   *     limit; false where too few requests succeeded to tell it
   */
  boolean held(OpenLoad load) {
    OptionalLong nanos =
        load.response().map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
    return nanos.isPresent()
        && load.kept()
        && load.requests().failed() == 0
        && nanos.getAsLong() <= limit.toNanos();
  }

  @Override
  public String toString() {
    return name(percentile) + " within " + limit.toNanos() / 1e6 + " ms";
  }
}
