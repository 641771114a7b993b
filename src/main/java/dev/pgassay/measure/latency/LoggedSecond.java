package dev.pgassay.measure.latency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A measured second with the operations that ended in it. Immutable.
 *
 * @param beginMillis when it began, in milliseconds since 1970-01-01T00:00:00Z
 * @param endMillis when it ended, not before; the last second of an interval may be shorter
 * @param latency service times in nanoseconds of the successful operations
 * @param failures SQLSTATE to the number of failed executions
 */
public record LoggedSecond(
    long beginMillis, long endMillis, LatencyProfile latency, Map<String, Long> failures) {
  /** A shorter rest has no useful rate, and belongs to the previous second. */
  private static final long LEAST_MILLIS = 500;

  public LoggedSecond {
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
  }

  /**
   * A log of service times with the failures of the same time.
   *
   * @param file as {@link LatencyLog} wrote it
   * @param failures by number of the line, as {@link LatencyLog#failures} counted them
   */
  public record Log(Path file, Map<Integer, Map<String, Long>> failures) {}

  /**
   * Reads logs that were recorded at the same time, second by second.
   *
   * @param together the logs of one process, such as of each statement of a mix
   * @param found receives the seconds in their order, all logs merged; a rest of less than half a
   *     second at the end of an interval belongs to the previous second
   * @throws dev.pgassay.failure.Failure if a file cannot be read
   */
  public static void read(Collection<Log> together, Consumer<LoggedSecond> found) {
    List<LogLines> open = new ArrayList<>();
    try {
      together.forEach(log -> open.add(LogLines.of(log.file())));
      read(open, together.stream().map(Log::failures).toList(), found);
    } finally {
      open.forEach(LogLines::close);
    }
  }

  private static void read(
      List<LogLines> logs,
      List<Map<Integer, Map<String, Long>>> failures,
      Consumer<LoggedSecond> found) {
    Optional<Sum> last = Optional.empty();
    Sum next = line(logs, failures, 0);
    for (int line = 1; !next.isEmpty(); line++) {
      if (last.isPresent() && next.isRestOf(last.get())) {
        last.get().add(next);
      } else {
        last.ifPresent(second -> found.accept(second.get()));
        last = Optional.of(next);
      }
      next = line(logs, failures, line);
    }
    last.ifPresent(second -> found.accept(second.get()));
  }

  /** Returns the same line of all logs; empty after the end of the longest. */
  private static Sum line(
      List<LogLines> logs, List<Map<Integer, Map<String, Long>>> failures, int number) {
    Sum sum = new Sum();
    for (int log = 0; log < logs.size(); log++) {
      Map<String, Long> failed = failures.get(log).getOrDefault(number, Map.of());
      logs.get(log).next().ifPresent(histogram -> sum.add(histogram, failed));
    }
    return sum;
  }

  /** Accumulates a second. */
  private static final class Sum {
    private final Histogram histogram = LatencyRecorder.histogram();
    private final Map<String, Long> failures = new TreeMap<>();
    private long beginMillis = Long.MAX_VALUE;
    private long endMillis = Long.MIN_VALUE;

    boolean isEmpty() {
      return endMillis < beginMillis;
    }

    boolean isRestOf(Sum before) {
      return endMillis - beginMillis < LEAST_MILLIS && beginMillis <= before.endMillis;
    }

    void add(Histogram line, Map<String, Long> failed) {
      beginMillis = Math.min(beginMillis, line.getStartTimeStamp());
      endMillis = Math.max(endMillis, line.getEndTimeStamp());
      histogram.add(line);
      failed.forEach((state, count) -> failures.merge(state, count, Long::sum));
    }

    void add(Sum other) {
      beginMillis = Math.min(beginMillis, other.beginMillis);
      endMillis = Math.max(endMillis, other.endMillis);
      histogram.add(other.histogram);
      other.failures.forEach((state, count) -> failures.merge(state, count, Long::sum));
    }

    LoggedSecond get() {
      return new LoggedSecond(beginMillis, endMillis, new LatencyProfile(histogram), failures);
    }
  }
}
