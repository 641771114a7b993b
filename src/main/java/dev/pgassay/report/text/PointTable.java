package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.ParameterColumns;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.TextTable.Column;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.RatioInterval;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.run.Run;
import dev.pgassay.stats.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows the points of any benchmark: a row for each combination of the parameters that vary or
 * belong to an index, with recall, and with latencies and throughput for each number of clients.
 * Points that are not valid have no figures. Their reason is written below the row.
 */
final class PointTable {
  private static final List<Percentile> SHOWN =
      List.of(Percentile.P50, Percentile.P95, Percentile.P99);
  private static final String NOTHING = "-";

  private final Run run;
  private final List<Point> points;
  private final ParameterColumns parameters;
  private final boolean colour;

  PointTable(Run run, List<Point> points, boolean colour) {
    this.run = run;
    this.points = points;
    this.parameters = ParameterColumns.of(run, points);
    this.colour = colour;
  }

  void append(StringBuilder out) {
    TextTable beside = table(parameters, parameters.clients());
    boolean fits =
        measures().isEmpty()
            && parameters.clients().size() <= 2
            && beside.width() <= Paragraph.WIDTH;
    TextTable table = fits ? beside : table(parameters.withClients(), List.of());
    table.append(out);
  }

  private TextTable table(ParameterColumns shown, List<String> clients) {
    List<String> groups = clients.isEmpty() ? List.of("") : clients;
    TextTable table = new TextTable(columns(shown, groups), colour);
    for (List<Point> row : shown.rows(points)) {
      table.add(row(shown, groups, row));
    }
    return table;
  }

  private List<Column> columns(ParameterColumns shown, List<String> groups) {
    List<Column> columns = new ArrayList<>(shown.columns());
    if (hasRecall()) {
      columns.add(Column.of(recallName(), "[low mean high]"));
    }
    for (Measure measure : measures()) {
      columns.add(Column.of(measure.name(), measure.unit()));
    }
    for (String clients : groups) {
      String group = clients.isEmpty() ? "" : clientsText(clients);
      for (Percentile percentile : SHOWN) {
        columns.add(Column.of("p" + Math.round(percentile.rank()), "ms").in(group));
      }
      columns.add(Column.of("queries", "/s").in(group));
    }
    if (hasBuilds()) {
      columns.add(Column.of("index", "MiB"));
      columns.add(Column.of("build", "s"));
    }
    return columns;
  }

  private TextTable.Row row(ParameterColumns shown, List<String> groups, List<Point> row) {
    List<String> cells = new ArrayList<>(shown.cells(row.get(0)));
    if (hasRecall()) {
      cells.add(recallCell(row));
    }
    for (Measure measure : measures()) {
      cells.add(measureCell(row, measure.name()));
    }
    PointNotes notes = new PointNotes();
    for (String clients : groups) {
      Optional<Point> point = withClients(row, clients);
      cells.addAll(point.map(this::figures).orElse(List.of("", "", "", "")));
      point.ifPresent(it -> notes.add(it, clients));
    }
    if (hasBuilds()) {
      cells.addAll(run.indexBuild(row.get(0)).map(this::build).orElse(List.of(NOTHING, NOTHING)));
    }
    return new TextTable.Row(cells, "", notes.lines());
  }

  /**
   * Returns one measure of each name. If there are any, each number of clients has a row of its
   * own.
   */
  private List<Measure> measures() {
    Map<String, Measure> byName = new LinkedHashMap<>();
    points.forEach(point -> point.measures().forEach(it -> byName.putIfAbsent(it.name(), it)));
    return List.copyOf(byName.values());
  }

  private static String measureCell(List<Point> row, String name) {
    return row.stream()
        .filter(Point::valid)
        .flatMap(point -> point.measures().stream())
        .filter(it -> it.name().equals(name))
        .map(it -> ValueFormatter.threeDigits(it.value()))
        .findFirst()
        .orElse(NOTHING);
  }

  private static Optional<Point> withClients(List<Point> row, String clients) {
    return row.stream()
        .filter(
            it -> clients.isEmpty() || clients.equals(it.parameters().get(ParameterNames.CLIENTS)))
        .findFirst();
  }

  private List<String> figures(Point point) {
    if (!point.valid()) {
      return List.of("", "", "", PointNotes.words(point.validity()));
    }
    List<String> cells = new ArrayList<>();
    for (Percentile percentile : SHOWN) {
      cells.add(milliseconds(point.latency(), percentile));
    }
    cells.add(
        point
            .throughput()
            .map(it -> ValueFormatter.threeDigits(it.operationsPerSecond()))
            .orElse(NOTHING));
    return cells;
  }

  private static String milliseconds(Optional<Latency> latency, Percentile percentile) {
    OptionalLong nanos =
        latency.map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
    return nanos.isPresent() ? ValueFormatter.milliseconds(nanos.getAsLong()) : NOTHING;
  }

  private List<String> build(RecordedBuild build) {
    return List.of(
        ValueFormatter.mebibytes(build.sizeBytes()),
        build.elapsedSeconds().isPresent()
            ? ValueFormatter.threeDigits(build.elapsedSeconds().getAsDouble())
            : NOTHING);
  }

  /** Shows the lowest recall of the row; the same queries on the same index should agree. */
  private static String recallCell(List<Point> row) {
    List<Point> valid = row.stream().filter(Point::valid).toList();
    return (valid.isEmpty() ? row : valid)
        .stream()
            .flatMap(point -> point.recall().stream())
            .min(Comparator.comparingDouble(RecallSummary::meanRatio))
            .map(it -> recallText(it.meanRatio(), it.interval()))
            .orElse(NOTHING);
  }

  static String recallText(double meanRatio, Optional<RatioInterval> interval) {
    String mean = ValueFormatter.ratio(meanRatio);
    return interval
        .map(
            it ->
                "["
                    + ValueFormatter.ratio(it.lowRatio())
                    + " "
                    + mean
                    + " "
                    + ValueFormatter.ratio(it.highRatio())
                    + "]")
        .orElse(mean);
  }

  static String clientsText(String clients) {
    return clients.equals("1") ? "1 client" : clients + " clients";
  }

  private String recallName() {
    List<Integer> depths =
        points.stream()
            .flatMap(point -> point.recall().stream())
            .map(RecallSummary::k)
            .distinct()
            .toList();
    return "recall@" + (depths.size() == 1 ? depths.get(0) : "k");
  }

  private boolean hasRecall() {
    return points.stream().anyMatch(point -> point.recall().isPresent());
  }

  private boolean hasBuilds() {
    return points.stream().anyMatch(point -> run.indexBuild(point).isPresent());
  }
}
