package dev.pgassay.report.table;

import dev.pgassay.report.table.TextTable.Column;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.run.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which parameters of a benchmark's points are columns and which are written once above the
 * table, and the order of the rows. Immutable.
 *
 * @param names of the columns, in the order of declaration
 * @param constants other parameters, which have one value at all points
 * @param clients the numbers of clients, rising
 */
public record ParameterColumns(
    List<String> names, Map<String, String> constants, List<String> clients) {
  /** Headers of at least this length are broken at their underscores. */
  private static final int LONG_HEADER = 9;

  /**
   * Makes columns of the parameters that vary, that distinguish indexes, or that are the search
   * effort. The number of clients has no column yet.
   */
  public static ParameterColumns of(Run run, List<Point> points) {
    Set<String> always = new LinkedHashSet<>(SearchEffort.parameters());
    for (RecordedBuild build : run.indexBuilds()) {
      always.addAll(build.parameters().keySet());
    }
    List<String> columns = new ArrayList<>();
    Map<String, String> constants = new LinkedHashMap<>();
    values(points)
        .forEach(
            (name, values) -> {
              if (values.size() > 1 || always.contains(name)) {
                columns.add(name);
              } else {
                constants.put(name, values.iterator().next());
              }
            });
    columns.remove(ParameterNames.CLIENTS);
    constants.remove(ParameterNames.CLIENTS);
    return new ParameterColumns(columns, constants, clientsOf(points));
  }

  private static Map<String, Set<String>> values(List<Point> points) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (Point point : points) {
      point
          .parameters()
          .forEach(
              (name, value) ->
                  values.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value));
    }
    return values;
  }

  private static List<String> clientsOf(List<Point> points) {
    return points.stream()
        .flatMap(point -> point.parameters().entrySet().stream())
        .filter(entry -> entry.getKey().equals(ParameterNames.CLIENTS))
        .map(Map.Entry::getValue)
        .distinct()
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .toList();
  }

  /** Returns the same columns with the number of clients as the last one. */
  public ParameterColumns withClients() {
    List<String> more = new ArrayList<>(names);
    more.add(ParameterNames.CLIENTS);
    return new ParameterColumns(more, constants, clients);
  }

  public List<Column> columns() {
    return columns(names);
  }

  public static List<Column> columns(List<String> names) {
    return names.stream().map(name -> new Column("", header(name))).toList();
  }

  public List<String> cells(Point point) {
    return names.stream().map(name -> point.parameters().getOrDefault(name, "-")).toList();
  }

  /**
   * Groups the points that agree in all columns, in the order of the columns: numbers by value,
   * words in the order of the points.
   */
  public Collection<List<Point>> rows(List<Point> points) {
    List<Point> ordered = new ArrayList<>(points);
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = names.get(i);
      List<String> ranks = ranks(name, points);
      ordered.sort(Comparator.comparingInt(it -> ranks.indexOf(it.parameters().get(name))));
    }
    return ordered.stream()
        .collect(Collectors.groupingBy(this::cells, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static List<String> ranks(String name, List<Point> points) {
    List<String> values =
        points.stream()
            .map(it -> it.parameters().get(name))
            .distinct()
            .collect(Collectors.toList());
    if (values.stream().allMatch(ParameterColumns::isNumber)) {
      values.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    return values;
  }

  private static boolean isNumber(String value) {
    return value != null && value.matches("-?\\d+(\\.\\d+)?");
  }

  /** Breaks {@code ef_construction} into {@code ef_} and {@code construction}. */
  private static List<String> header(String name) {
    int underscore = name.indexOf('_');
    if (name.length() < LONG_HEADER || underscore < 0) {
      return List.of(name);
    }
    return List.of(name.substring(0, underscore + 1), name.substring(underscore + 1));
  }
}
