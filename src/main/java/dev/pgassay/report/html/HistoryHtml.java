package dev.pgassay.report.html;

import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.report.text.HistoryLines;
import dev.pgassay.verdict.history.Figure;
import dev.pgassay.verdict.history.History;
import dev.pgassay.verdict.history.RecordedRun;
import dev.pgassay.verdict.history.Trend;
import java.util.List;

/**
 * A history as one page that needs no network and no script: the verdict, the changes, a drawing of
 * each series that changed, and the others behind a line that opens.
 */
public final class HistoryHtml {
  /** Returns the page of a history. */
  public String render(History history) {
    StringBuilder out = new StringBuilder();
    out.append("<h1>").append(Html.escape(HistoryLines.headline(history))).append("</h1>\n");
    Html.paragraph(out, HistoryLines.scope(history));
    Html.paragraph(out, HistoryLines.rule(history));
    HistoryLines.leftOut(history).forEach(it -> Html.paragraph(out, it));
    appendChanges(out, history, HistoryLines.changes(history));
    appendCharts(out, history);
    appendRuns(out, history.runs());
    return Html.page("pgassay: history", out);
  }

  private static void appendChanges(
      StringBuilder out, History history, List<HistoryLines.Place> places) {
    if (places.isEmpty()) {
      return;
    }
    out.append("<table>\n<tr>");
    Html.header(
        out, "text", "change", "point", "of", "last run before", "first run after", "program");
    Html.header(out, "number", "before", "after", "by", "p");
    Html.header(out, "text", "cause");
    out.append("</tr>\n");
    for (HistoryLines.Place place : places) {
      Figure figure = place.key().figure();
      out.append("<tr>");
      Html.cell(out, "text " + place.word(), place.word());
      Html.cell(out, "text", HistoryLines.point(history, place.key().point()));
      Html.cell(out, "text", figure.label());
      Html.cell(out, "text", place.lastBefore().run().value());
      Html.cell(out, "text", place.firstAfter().run().value());
      Html.cell(out, "text", place.firstAfter().program());
      Html.cell(out, "number", HistoryLines.value(figure, place.change().before()));
      Html.cell(out, "number", HistoryLines.value(figure, place.change().after()));
      Html.cell(out, "number", place.size());
      Html.cell(out, "number", HistoryLines.plain(place.change().pValue()));
      Html.cell(out, "text", place.change().cause());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void appendCharts(StringBuilder out, History history) {
    List<Trend> trends = history.trends();
    trends.stream()
        .filter(it -> !it.changes().isEmpty())
        .forEach(it -> appendChart(out, history, it));
    List<Trend> level = trends.stream().filter(it -> it.changes().isEmpty()).toList();
    if (!level.isEmpty()) {
      out.append("<details>\n<summary>")
          .append(ValueFormatter.count(level.size()))
          .append(" series without a change</summary>\n");
      level.forEach(it -> appendChart(out, history, it));
      out.append("</details>\n");
    }
  }

  private static void appendChart(StringBuilder out, History history, Trend trend) {
    out.append("<h2>")
        .append(Html.escape(HistoryLines.point(history, trend.series().key().point())))
        .append(", ")
        .append(Html.escape(trend.series().key().figure().label()))
        .append("</h2>\n")
        .append(SeriesChart.svg(trend));
  }

  private static void appendRuns(StringBuilder out, List<RecordedRun> runs) {
    out.append("<h2>Runs</h2>\n<table>\n<tr>");
    Html.header(out, "text", "run", "program", "dataset", "machine", "server");
    out.append("</tr>\n");
    for (RecordedRun run : runs) {
      out.append("<tr>");
      Html.cell(out, "text", run.id().value());
      Html.cell(out, "text", run.program());
      Html.cell(out, "text", run.arm().dataset().name());
      Html.cell(out, "text", run.fingerprint().machine());
      Html.cell(out, "text", run.fingerprint().server());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }
}
