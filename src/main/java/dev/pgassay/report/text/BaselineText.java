package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.ServerWork.Counter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows a baseline on a terminal: how to rebuild its arm, the sizes, and the points. */
public final class BaselineText {
  private static final double NANOS_PER_MILLISECOND = 1_000_000;

  private BaselineText() {}

  /** Returns lines for standard output. */
  public static String render(Baseline baseline) {
    StringBuilder out = new StringBuilder();
    Arm arm = baseline.arm();
    Paragraph.append(out, "baseline", baseline.name() + ", recorded " + baseline.recordedAt());
    Paragraph.append(
        out,
        "program",
        "pgassay "
            + arm.tool().version()
            + arm.tool().gitRevision().map(it -> ", " + it).orElse(""));
    Paragraph.append(out, "asked", String.join(" ", arm.arguments()));
    if (!arm.statements().isEmpty()) {
      Paragraph.append(out, "statements", String.join(", ", arm.statements().keySet()));
    }
    Paragraph.append(
        out,
        "dataset",
        arm.dataset().name() + " (" + arm.dataset().identity().substring(0, 12) + ")");
    Paragraph.append(
        out,
        "server",
        arm.serverSource() + ", " + baseline.conditions().getOrDefault("PostgreSQL", "unknown"));
    arm.image()
        .ifPresent(image -> Paragraph.append(out, "image", image.name() + ", " + image.id()));
    Paragraph.append(out, "settings", settings(arm.settings()));
    Paragraph.append(
        out,
        "runs",
        baseline.runs().stream().map(Object::toString).collect(Collectors.joining(", ")));
    out.append('\n').append(sizes(baseline.tableSizes())).append('\n');
    out.append(points(baseline.points()));
    return out.toString();
  }

  private static String settings(Map<String, String> settings) {
    return settings.isEmpty()
        ? "all default"
        : settings.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String sizes(List<TableSize> tables) {
    TextTable table =
        new TextTable(1, "table", "heap bytes", "TOAST bytes", "index bytes", "indexes");
    for (TableSize size : tables) {
      table.add(
          size.table(),
          ValueFormatter.count(size.heapBytes()),
          ValueFormatter.count(size.toastBytes()),
          ValueFormatter.count(size.totalBytes() - size.heapBytes() - size.toastBytes()),
          Integer.toString(size.indexBytes().size()));
    }
    return table.render();
  }

  private static String points(List<RecordedPoint> points) {
    TextTable table =
        new TextTable(1, "point", "recall", "buffers/op", "WAL bytes/op", "p50 ms", "builds");
    for (RecordedPoint point : points) {
      table.add(
          point.key().display() + (point.valid() ? "" : "  " + point.validity()),
          range(
              point,
              it ->
                  it.recall()
                      .map(RecallSummary::meanRatio)
                      .map(OptionalDouble::of)
                      .orElse(OptionalDouble.empty())),
          range(point, it -> counter(it, Counter.SHARED_BLOCKS_HIT)),
          range(point, it -> counter(it, Counter.WAL_BYTES)),
          range(point, BaselineText::p50),
          Integer.toString(point.observations().size()));
    }
    return table.render();
  }

  private static OptionalDouble counter(Observation observation, Counter counter) {
    Double value = observation.perOperation().get(counter);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalDouble p50(Observation observation) {
    return observation
        .latency()
        .map(Latency::percentilesNanos)
        .filter(it -> it.containsKey(Percentile.P50))
        .map(it -> OptionalDouble.of(it.get(Percentile.P50) / NANOS_PER_MILLISECOND))
        .orElse(OptionalDouble.empty());
  }

  /** Returns one figure, or the least and the greatest of several builds. */
  private static String range(RecordedPoint point, Function<Observation, OptionalDouble> figure) {
    double[] values =
        point.observations().stream()
            .map(figure)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return "-";
    }
    String low = ValueFormatter.threeDigits(values[0]);
    String high = ValueFormatter.threeDigits(values[values.length - 1]);
    return low.equals(high) ? low : low + " to " + high;
  }
}
