package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Throughput;
import dev.pgassay.result.point.TimelineSecond;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the second of a benchmark's closed loops in which the fewest operations ended, relative to
 * its point's own rate. It shows a stall, a failure, or other work of the server.
 */
final class WorstSecond {
  /** At a lower rate, one operation more or less would be too large a share. */
  private static final double LEAST_PER_SECOND = 20;

  /** A second with less than this share of its point's rate is a stall, whatever the reason. */
  private static final double STALL_RATIO = 0.5;

  /**
   * A second with at least this share of its point's rate was not disturbed by other work of the
   * server.
   */
  private static final double DISTURBED_RATIO = 0.8;

  private WorstSecond() {}

  /** A second with its point. */
  private record Candidate(Point point, TimelineSecond second, double ratio) {
    boolean tells() {
      return ratio < STALL_RATIO
          || second.failed() > 0
          || (ratio < DISTURBED_RATIO && !second.disturbances().isEmpty());
    }

    String text() {
      List<String> texts = new ArrayList<>();
      texts.add(
          ValueFormatter.threeDigits(second.operationsPerSecond())
              + " queries/s, "
              + ValueFormatter.percent(ratio)
              + " of the mean of "
              + point.key().display());
      second
          .latency()
          .map(Latency::maximumNanos)
          .ifPresent(it -> texts.add("longest " + ValueFormatter.milliseconds(it) + " ms"));
      second
          .errorsBySqlState()
          .forEach((state, count) -> texts.add("SQLSTATE " + state + " x " + count));
      if (!second.disturbances().isEmpty()) {
        texts.add("the server meanwhile: " + String.join(", ", second.disturbances()));
      }
      return "the second from "
          + second.startedAt()
          + " on, fork "
          + second.fork()
          + ": "
          + String.join("; ", texts);
    }
  }

  static void append(StringBuilder out, List<Point> points) {
    points.stream()
        .filter(point -> point.openLoad().isEmpty())
        .flatMap(point -> candidates(point).stream())
        .filter(Candidate::tells)
        .min(Comparator.comparingDouble(Candidate::ratio))
        .ifPresent(worst -> Paragraph.append(out, "worst", worst.text()));
  }

  private static List<Candidate> candidates(Point point) {
    double mean = point.throughput().map(Throughput::operationsPerSecond).orElse(0.0);
    return mean < LEAST_PER_SECOND
        ? List.of()
        : point.timeline().orElse(List.of()).stream()
            .map(it -> new Candidate(point, it, it.operationsPerSecond() / mean))
            .toList();
  }
}
