package dev.pgassay.report.text;

import dev.pgassay.report.table.ParameterColumns;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.TextTable.Column;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.run.ClientFigures;
import dev.pgassay.result.run.RecallAt;
import dev.pgassay.result.run.RecallTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Shows the least search effort that reached a recall, for each index, with its cost. */
final class TargetTable {
  private static final String NOTHING = "-";
  private static final int MOST_CLIENTS = 4;

  private final List<RecallTarget> targets;
  private final String effort;
  private final List<String> names;
  private final List<OptionalInt> clients;
  private final boolean colour;

  /**
   * @param targets of one benchmark, at least one
   * @param names of the parameters that distinguish the indexes
   */
  TargetTable(List<RecallTarget> targets, List<String> names, boolean colour) {
    this.targets = targets;
    this.effort = targets.get(0).searchEffort();
    this.names = names.stream().filter(it -> !it.equals(effort)).toList();
    this.clients = shownClients(targets);
    this.colour = colour;
  }

  /** Returns all numbers of clients if they fit on a line, otherwise the least and the greatest. */
  private static List<OptionalInt> shownClients(List<RecallTarget> targets) {
    List<OptionalInt> all =
        targets.stream()
            .flatMap(target -> target.at().stream())
            .flatMap(at -> at.figures().stream())
            .map(ClientFigures::clients)
            .distinct()
            .sorted(Comparator.comparingInt(count -> count.orElse(0)))
            .toList();
    return all.size() <= MOST_CLIENTS ? all : List.of(all.get(0), all.get(all.size() - 1));
  }

  void append(StringBuilder out) {
    TextTable table = new TextTable(columns(), colour);
    for (RecallTarget target : targets) {
      table.add(row(target));
    }
    table.append(out);
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>(ParameterColumns.columns(names));
    columns.add(Column.of("target", "recall"));
    columns.addAll(ParameterColumns.columns(List.of(effort)));
    columns.add(Column.of("reached", "[low mean high]"));
    for (OptionalInt count : clients) {
      String group =
          count.isPresent() ? PointTable.clientsText(Integer.toString(count.getAsInt())) : "";
      columns.add(Column.of("p50", "ms").in(group));
      columns.add(Column.of("queries", "/s").in(group));
    }
    return columns;
  }

  private TextTable.Row row(RecallTarget target) {
    List<String> cells = new ArrayList<>();
    names.forEach(name -> cells.add(target.parameters().getOrDefault(name, NOTHING)));
    cells.add(ValueFormatter.target(target.targetRatio()));
    if (target.outcome() != RecallTarget.Outcome.REACHED) {
      return new TextTable.Row(cells, notReached(target), List.of());
    }
    RecallAt at = target.at().orElseThrow();
    cells.add(Integer.toString(at.efSearch()));
    cells.add(PointTable.recallText(at.meanRatio(), at.interval()));
    clients.forEach(count -> cells.addAll(figures(at, count)));
    return new TextTable.Row(cells);
  }

  private static String notReached(RecallTarget target) {
    return switch (target.outcome()) {
      case REACHED -> throw new IllegalArgumentException("reached: " + target);
      case REACHED_BY_MEAN_ONLY -> "not reached with confidence: " + closest(target);
      case NOT_REACHED -> "not reached: at most " + closest(target);
      case NOT_MEASURED -> "not measured: no valid point whose rows came through the index";
    };
  }

  /** Shows the closest recall with its cost at the least number of clients. */
  private static String closest(RecallTarget target) {
    RecallAt at = target.at().orElseThrow();
    return PointTable.recallText(at.meanRatio(), at.interval())
        + " at "
        + target.searchEffort()
        + " "
        + at.efSearch()
        + at.figures().stream()
            .limit(1)
            .map(it -> ", p50 " + p50(it) + " ms, " + queriesPerSecond(it) + " queries/s")
            .collect(Collectors.joining());
  }

  private static List<String> figures(RecallAt at, OptionalInt clients) {
    return at.figures().stream()
        .filter(it -> it.clients().equals(clients))
        .findFirst()
        .map(it -> List.of(p50(it), queriesPerSecond(it)))
        .orElse(List.of(NOTHING, NOTHING));
  }

  private static String p50(ClientFigures figures) {
    return figures.p50Nanos().isPresent()
        ? ValueFormatter.milliseconds(figures.p50Nanos().getAsLong())
        : NOTHING;
  }

  private static String queriesPerSecond(ClientFigures figures) {
    return figures.operationsPerSecond().isPresent()
        ? ValueFormatter.threeDigits(figures.operationsPerSecond().getAsDouble())
        : NOTHING;
  }
}
