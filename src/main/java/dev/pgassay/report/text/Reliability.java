package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.Throughput;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Tells below the table of a benchmark how steady its figures were, and how busy the clients. */
final class Reliability {
  private Reliability() {}

  static void append(StringBuilder out, List<Point> points) {
    out.append('\n');
    append(out, "recall", recall(points));
    append(out, "spread", spread(points));
    append(out, "load", clientShares(points));
    append(out, "server", serverProcesses(points));
  }

  private static void append(StringBuilder out, String label, String text) {
    if (!text.isEmpty()) {
      Paragraph.append(out, label, text);
    }
  }

  private static String recall(List<Point> points) {
    List<RecallSummary> recalls =
        points.stream().flatMap(point -> point.recall().stream()).toList();
    if (recalls.isEmpty()) {
      return "";
    }
    IntSummaryStatistics queries =
        recalls.stream().mapToInt(RecallSummary::queries).summaryStatistics();
    String levels =
        recalls.stream()
            .flatMap(recall -> recall.interval().stream())
            .map(interval -> ValueFormatter.level(interval.levelRatio()))
            .distinct()
            .collect(Collectors.joining(", "));
    return "mean over the "
        + (queries.getMin() < queries.getMax()
            ? ValueFormatter.count(queries.getMin()) + " to "
            : "")
        + ValueFormatter.count(queries.getMax())
        + " queries that were timed"
        + (levels.isEmpty() ? "" : ", with its " + levels);
  }

  private static String spread(List<Point> points) {
    List<String> parts = new ArrayList<>();
    farthest(points, Throughput::forks).ifPresent(it -> parts.add("forks " + it));
    farthest(points, Throughput::iterations).ifPresent(it -> parts.add("single iterations " + it));
    return parts.isEmpty()
        ? ""
        : "queries/s differ from the mean of their point by at most: " + String.join(", ", parts);
  }

  /** A single fork or iteration has no spread. */
  private static Optional<String> farthest(
      List<Point> points, Function<Throughput, Throughput.Spread> of) {
    OptionalDouble ratio =
        points.stream()
            .filter(Point::valid)
            .flatMap(point -> point.throughput().stream())
            .filter(throughput -> of.apply(throughput).count() > 1)
            .mapToDouble(throughput -> throughput.deviationRatio(of.apply(throughput)))
            .max();
    return ratio.isPresent()
        ? Optional.of(ValueFormatter.percent(ratio.getAsDouble()))
        : Optional.empty();
  }

  private static String clientShares(List<Point> points) {
    TreeMap<Integer, Double> shares = new TreeMap<>();
    for (Point point : points) {
      String clients = point.parameters().getOrDefault(ParameterNames.CLIENTS, "1");
      for (Fork fork : point.forks()) {
        fork.clientCpuRatio()
            .ifPresent(ratio -> shares.merge(Integer.valueOf(clients), ratio, Math::max));
      }
    }
    String each =
        shares.entrySet().stream()
            .map(
                entry ->
                    ValueFormatter.percent(entry.getValue())
                        + " at "
                        + PointTable.clientsText(entry.getKey().toString()))
            .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" : "share of the processors that the clients used, at most: " + each;
  }

  private static String serverProcesses(List<Point> points) {
    List<ServerWork.Processes> all =
        points.stream()
            .flatMap(point -> point.serverWork().stream())
            .flatMap(work -> work.processes().stream())
            .toList();
    if (all.isEmpty()) {
      return "";
    }
    double cpuRatio = all.stream().mapToDouble(ServerWork.Processes::cpuRatio).max().orElseThrow();
    return "its processes used at most "
        + ValueFormatter.percent(cpuRatio)
        + " of the processors, "
        + mostBytes(all, ServerWork.Processes::privateMemoryBytes)
        + " of memory of their own and "
        + mostBytes(all, ServerWork.Processes::sharedMemoryBytes)
        + " of shared memory";
  }

  private static String mostBytes(
      List<ServerWork.Processes> all, ToLongFunction<ServerWork.Processes> of) {
    return ValueFormatter.bytes(all.stream().mapToLong(of).max().orElseThrow());
  }
}
