package dev.pgassay.runner.openloop;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
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
   * @throws InvalidInput if the text is not an objective
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

  /** Whether a measured point met an objective. */
  enum Verdict {
    /** The schedule was kept, no request failed, and the percentile is within its limit. */
    HELD("meets"),
    /** One of the conditions of {@link #HELD} is not met. */
    NOT_HELD("does not meet"),
    /** Too few requests were sent to tell the percentile. */
    TOO_FEW("makes too few requests to judge"),
    /** The point is not valid, so its latencies mean nothing. */
    NOT_MEASURED("could not be measured to judge");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** Returns the verb that says how a rate relates to the objective, such as "meets". */
    String words() {
      return words;
    }
  }

  /**
   * Returns how many requests must be expected so that enough for the percentile come.
   *
   * @param arrivals of which a Poisson process makes more or fewer than expected: four standard
   *     deviations are allowed for, which one schedule in 30,000 passes
   * @return a number of requests
   */
  double leastRequests(Arrivals arrivals) {
    long least = percentile.leastOperations();
    return switch (arrivals) {
      case UNIFORM -> least + 1;
      // The mean m with m - 4 sqrt(m) = least, since a Poisson variate's variance is its mean.
      case POISSON -> Math.pow(2 + Math.sqrt(4 + least), 2);
    };
  }

  /**
   * Judges a point.
   *
   * @param point of an open loop
   * @return the verdict
   */
  Verdict verdict(Point point) {
    return point.valid()
        ? point.openLoad().map(this::verdict).orElse(Verdict.NOT_MEASURED)
        : Verdict.NOT_MEASURED;
  }

  /**
   * Judges an open loop.
   *
   * @param load the measured load
   * @return the verdict
   */
  Verdict verdict(OpenLoad load) {
    if (!load.kept() || load.requests().failed() > 0) {
      return Verdict.NOT_HELD;
    }
    OptionalLong nanos =
        load.response().map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
    if (nanos.isEmpty()) {
      return Verdict.TOO_FEW;
    }
    return nanos.getAsLong() <= limit.toNanos() ? Verdict.HELD : Verdict.NOT_HELD;
  }

  @Override
  public String toString() {
    return name(percentile) + " within " + limit.toNanos() / 1e6 + " ms";
  }
}
