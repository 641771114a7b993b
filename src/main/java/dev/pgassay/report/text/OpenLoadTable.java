package dev.pgassay.report.text;

import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows what open loops measured: a row for each rate, with response time and service time. */
public final class OpenLoadTable {
  private static final String NOTHING = "-";

  public static final String[] COLUMNS = {
    "offered/s",
    "achieved/s",
    "response p50 ms",
    "p95 ms",
    "p99 ms",
    "max ms",
    "service p99 ms",
    "lag p99 ms",
    "failed",
    "not begun"
  };

  private OpenLoadTable() {}

  static void append(StringBuilder out, List<Point> points) {
    List<Point> open = points.stream().filter(point -> point.openLoad().isPresent()).toList();
    if (open.isEmpty()) {
      return;
    }
    out.append(
            "\nOpen loop: response time counts from the intended start, service time from sending;")
        .append(" lag is the delay inside the clients\n\n");
    TextTable table = new TextTable(0, COLUMNS);
    open.forEach(point -> table.add(cells(point, point.openLoad().orElseThrow())));
    out.append(table.render());
  }

  /** Returns the cells of one point, in the order of {@link #COLUMNS}. */
  public static String[] cells(Point point, OpenLoad load) {
    return new String[] {
      ValueFormatter.threeDigits(load.offeredPerSecond()),
      ValueFormatter.threeDigits(load.achievedPerSecond()),
      milliseconds(load.response(), Percentile.P50),
      milliseconds(load.response(), Percentile.P95),
      milliseconds(load.response(), Percentile.P99),
      load.response().map(it -> ValueFormatter.milliseconds(it.maximumNanos())).orElse(NOTHING),
      milliseconds(point.latency(), Percentile.P99),
      milliseconds(load.lag(), Percentile.P99),
      ValueFormatter.count(load.requests().failed()),
      ValueFormatter.count(load.requests().notBegun())
    };
  }

  private static String milliseconds(Optional<Latency> latency, Percentile percentile) {
    OptionalLong nanos =
        latency.map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
    return nanos.isPresent() ? ValueFormatter.milliseconds(nanos.getAsLong()) : NOTHING;
  }
}
