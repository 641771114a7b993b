package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.OpenLoad.Second;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.TimelineSecond;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows the seconds of open loops: all if they are few, otherwise the worst of each loop. The worst
 * seconds are those in which the requests that were due took longest, because a stall begins there.
 */
final class TimelineTable {
  /** The number of lines that a terminal shows at once. */
  private static final int MOST_SECONDS = 30;

  private static final int WORST_SECONDS = 3;
  private static final String NOTHING = "-";
  private static final List<String> HEADER =
      List.of("offered/s", "second", "answers", "failed", "p50 ms", "p99 ms", "max ms");

  private static final Comparator<Second> WORST_FIRST =
      Comparator.<Second>comparingLong(second -> -second.failed())
          .thenComparingLong(second -> -second.response().map(Latency::maximumNanos).orElse(0L));

  private TimelineTable() {}

  static void append(StringBuilder out, List<Point> points) {
    List<Point> open =
        points.stream()
            .filter(point -> point.openLoad().filter(it -> !it.timeline().isEmpty()).isPresent())
            .toList();
    if (open.isEmpty()) {
      return;
    }
    long seconds = open.stream().mapToLong(point -> timeline(point).size()).sum();
    boolean all = seconds <= MOST_SECONDS;
    out.append(all ? "\nSecond by second" : "\nThe worst seconds of each rate; all are in run.json")
        .append(
            ": answers and failures received in it, response times of the requests scheduled in"
                + " it\n\n");
    appendTable(out, open, all);
    open.forEach(point -> appendDisturbances(out, point));
  }

  private static void appendTable(StringBuilder out, List<Point> open, boolean all) {
    List<String> header = new ArrayList<>(HEADER);
    boolean disturbed = open.stream().anyMatch(TimelineTable::disturbed);
    if (disturbed) {
      header.add("meanwhile");
    }
    TextTable table = new TextTable(0, header.toArray(String[]::new));
    for (Point point : open) {
      for (Second second : all ? timeline(point) : worst(timeline(point))) {
        List<String> cells = new ArrayList<>(cells(point.openLoad().orElseThrow(), second));
        if (disturbed) {
          cells.add(disturbances(point, second.number()));
        }
        table.add(cells.toArray(String[]::new));
      }
    }
    out.append(table.render());
  }

  private static boolean disturbed(Point point) {
    return point.timeline().orElse(List.of()).stream().anyMatch(it -> !it.disturbances().isEmpty());
  }

  /**
   * Finds the disturbances of a second of the schedule; the seconds of the clients begin at the
   * same time.
   */
  private static String disturbances(Point point, int number) {
    List<TimelineSecond> seconds = point.timeline().orElse(List.of());
    return number < seconds.size() ? String.join(", ", seconds.get(number).disturbances()) : "";
  }

  private static List<Second> timeline(Point point) {
    return point.openLoad().map(OpenLoad::timeline).orElse(List.of());
  }

  private static List<Second> worst(List<Second> seconds) {
    return seconds.stream()
        .sorted(WORST_FIRST)
        .limit(WORST_SECONDS)
        .sorted(Comparator.comparingInt(Second::number))
        .toList();
  }

  private static List<String> cells(OpenLoad load, Second second) {
    return List.of(
        ValueFormatter.threeDigits(load.offeredPerSecond()),
        Integer.toString(second.number()),
        ValueFormatter.count(second.completed()),
        ValueFormatter.count(second.failed()),
        milliseconds(second.response(), Percentile.P50),
        milliseconds(second.response(), Percentile.P99),
        second
            .response()
            .map(it -> ValueFormatter.milliseconds(it.maximumNanos()))
            .orElse(NOTHING));
  }

  private static String milliseconds(Optional<Latency> latency, Percentile percentile) {
    OptionalLong nanos =
        latency.map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
    return nanos.isPresent() ? ValueFormatter.milliseconds(nanos.getAsLong()) : NOTHING;
  }

  /**
   * Appends what the server counted over all seconds. No sample of a second may have seen a short
   * checkpoint.
   */
  private static void appendDisturbances(StringBuilder out, Point point) {
    List<String> disturbances = point.serverWork().map(ServerWork::disturbances).orElse(List.of());
    if (!disturbances.isEmpty()) {
      String rate = ValueFormatter.threeDigits(point.openLoad().orElseThrow().offeredPerSecond());
      Paragraph.append(
          out, "meanwhile", "at " + rate + "/s the server: " + String.join(", ", disturbances));
    }
  }
}
