package dev.pgassay.runner.machine;

import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.run.Warning;
import dev.pgassay.result.run.Warning.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Warns if the machine itself was not equally fast before all points of a run. */
public final class UnsteadyMachine {
  /** Above the differences between the canary's own repetitions on a steady machine. */
  private static final double LARGEST_RATIO = 1.2;

  private UnsteadyMachine() {}

  /** A warning if the slowest canary took much longer than the fastest. */
  public static Optional<Warning> warning(List<Point> points) {
    List<Point> measured = points.stream().filter(it -> it.canary().isPresent()).toList();
    if (measured.size() < 2) {
      return Optional.empty();
    }
    ToLongFunction<Point> cpu = point -> canary(point).cpuNanos();
    ToLongFunction<Point> query = point -> canary(point).queryNanos();
    boolean queryMovedMore = ratio(measured, query) > ratio(measured, cpu);
    ToLongFunction<Point> moved = queryMovedMore ? query : cpu;
    return ratio(measured, moved) > LARGEST_RATIO
        ? Optional.of(of(measured, moved, queryMovedMore ? "query" : "loop"))
        : Optional.empty();
  }

  private static Warning of(List<Point> measured, ToLongFunction<Point> time, String work) {
    Point slowest = measured.stream().max(Comparator.comparingLong(time)).orElseThrow();
    return new Warning(
        Kind.UNSTABLE,
        String.format(
            Locale.ROOT,
            "the machine's speed changed: the same %s took %.1f to %.1f ms before the points,"
                + " the longest before %s",
            work,
            least(measured, time) / 1e6,
            time.applyAsLong(slowest) / 1e6,
            slowest.key().display()),
        "compare only points with similar canaries, or measure on a machine without neighbours");
  }

  private static double ratio(List<Point> measured, ToLongFunction<Point> time) {
    long most = measured.stream().mapToLong(time).max().orElseThrow();
    return (double) most / least(measured, time);
  }

  private static long least(List<Point> measured, ToLongFunction<Point> time) {
    return measured.stream().mapToLong(time).min().orElseThrow();
  }

  private static Canary canary(Point point) {
    return point.canary().orElseThrow();
  }
}
