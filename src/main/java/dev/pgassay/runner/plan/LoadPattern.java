package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.latency.ArrivalSchedule;
import dev.pgassay.measure.latency.OpenLoop;
import dev.pgassay.measure.latency.PacingClock;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.result.point.Point;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How an open loop sends requests. Immutable.
 *
 * @param arrivals how intended starts follow each other
 * @param perSecond requests a second, greater than 0
 * @param warmup how long requests are sent that do not count; all are answered before counting
 * @param duration how long requests are sent that count
 * @param clients sessions that send them
 */
public record LoadPattern(
    Arrivals arrivals, double perSecond, Duration warmup, Duration duration, int clients) {
  private static final String ARRIVALS = "openLoop.arrivals";
  private static final String PER_SECOND = "openLoop.perSecond";
  private static final String WARMUP = "openLoop.warmup";
  private static final String DURATION = "openLoop.duration";
  private static final String CLIENTS = "openLoop.clients";

  public LoadPattern {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new InvalidInput("--rate must be greater than 0 requests a second: " + perSecond);
    }
    if (duration.isZero() || duration.isNegative() || warmup.isNegative()) {
      throw new InvalidInput(
          "--duration must be at least 1 second and --warmup not negative: "
              + duration.toSeconds()
              + ", "
              + warmup.toSeconds());
    }
  }

  /** Reads the pattern that the host passed to the fork. */
  public static LoadPattern of(ForkContext context) {
    return new LoadPattern(
        Arrivals.valueOf(context.input(ARRIVALS)),
        Double.parseDouble(context.input(PER_SECOND)),
        Duration.parse(context.input(WARMUP)),
        Duration.parse(context.input(DURATION)),
        Integer.parseInt(context.input(CLIENTS)));
  }

  /** The pattern of one statement of a mix, which makes this share of the requests. */
  public LoadPattern share(double ratio) {
    return new LoadPattern(arrivals, ratio * perSecond, warmup, duration, clients);
  }

  /** Whether a point of this rate was measured for as long, so that it need not be again. */
  public boolean covers(Point earlier) {
    return earlier
        .openLoad()
        .filter(load -> load.durationSeconds() >= duration.toSeconds())
        .isPresent();
  }

  /** The rate as it names a point: no two rates have the same name. */
  public String rateText() {
    String four = String.format(Locale.ROOT, "%.4g", perSecond);
    return Double.parseDouble(four) == perSecond
        ? four
        : BigDecimal.valueOf(perSecond).toPlainString();
  }

  /** The inputs that the host passes to the fork. */
  public Map<String, String> inputs() {
    return Map.of(
        ARRIVALS, arrivals.name(),
        PER_SECOND, Double.toString(perSecond),
        WARMUP, warmup.toString(),
        DURATION, duration.toString(),
        CLIENTS, Integer.toString(clients));
  }

  /**
   * Returns a loop that follows the pattern.
   *
   * @param length warm-up or duration
   * @param seed of Poisson arrivals
   */
  public OpenLoop loop(Duration length, long seed) {
    ArrivalSchedule schedule =
        switch (arrivals) {
          case UNIFORM -> ArrivalSchedule.uniform(perSecond);
          case POISSON -> ArrivalSchedule.poisson(perSecond, seed);
        };
    // The same time again for late requests: enough for any stall that the length could show.
    return new OpenLoop(schedule, length, length, PacingClock.SYSTEM);
  }
}
