package dev.pgassay.report;

import dev.pgassay.history.Figure;
import dev.pgassay.history.History;
import dev.pgassay.history.RecordedRun;
import dev.pgassay.history.Trend;
import java.util.List;

/**
 * A history as one page that needs no network and no script: the verdict, the changes, a drawing of
 * each series that changed, and the others behind a line that opens.
 */
public final class HistoryHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --quiet: #888; --worse: #c0392b; --better: #27803b; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; display: block; overflow-x: auto; }
      th, td { border-bottom: 1px solid var(--quiet); padding: .25em .75em; text-align: right; }
      .text { text-align: left; }
      .worse { color: var(--worse); stroke: var(--worse); }
      .better { color: var(--better); stroke: var(--better); }
      td.worse, td.better { font-weight: bold; }
      svg { display: block; max-width: 100%; height: auto; margin-bottom: 1em; }
      svg text { font-size: 11px; fill: currentColor; }
      svg circle { fill: currentColor; }
      svg .grid { stroke: var(--quiet); stroke-width: .5; }
      svg .level { stroke: #2f6fb3; stroke-width: 2; }
      svg line.worse, svg line.better { stroke-width: 2; stroke-dasharray: 4 3; }
      """;

  /** Makes the report. */
  public HistoryHtml() {}

  /**
   * Shows a history.
   *
   * @param history any
   * @return the page
   */
  public String render(History history) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    out.append("<title>pgassay: history</title>\n<style>\n").append(STYLE);
    out.append("</style>\n</head>\n<body>\n");
    out.append("<h1>").append(Html.escape(HistoryLines.headline(history))).append("</h1>\n");
    paragraph(out, HistoryLines.scope(history));
    paragraph(out, HistoryLines.rule(history));
    HistoryLines.leftOut(history).forEach(it -> paragraph(out, it));
    appendChanges(out, history, HistoryLines.changes(history));
    appendCharts(out, history);
    appendRuns(out, history.runs());
    return out.append("</body>\n</html>\n").toString();
  }

  private static void paragraph(StringBuilder out, String text) {
    out.append("<p>").append(Html.escape(text)).append("</p>\n");
  }

  private static void appendChanges(
      StringBuilder out, History history, List<HistoryLines.Place> places) {
    if (places.isEmpty()) {
      return;
    }
    out.append("<table>\n<tr>");
    header(out, "text", "change", "point", "of", "last run before", "first run after", "program");
    header(out, "number", "before", "after", "by", "p");
    header(out, "text", "cause");
    out.append("</tr>\n");
    for (HistoryLines.Place place : places) {
      Figure figure = place.key().figure();
      out.append("<tr>");
      cell(out, "text " + place.word(), place.word());
      cell(out, "text", HistoryLines.point(history, place.key().point()));
      cell(out, "text", figure.label());
      cell(out, "text", place.lastBefore().run().value());
      cell(out, "text", place.firstAfter().run().value());
      cell(out, "text", place.firstAfter().program());
      cell(out, "number", HistoryLines.value(figure, place.change().before()));
      cell(out, "number", HistoryLines.value(figure, place.change().after()));
      cell(out, "number", place.size());
      cell(out, "number", HistoryLines.plain(place.change().pValue()));
      cell(out, "text", place.change().cause());
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
    header(out, "text", "run", "program", "dataset", "machine", "server");
    out.append("</tr>\n");
    for (RecordedRun run : runs) {
      out.append("<tr>");
      cell(out, "text", run.id().value());
      cell(out, "text", run.program());
      cell(out, "text", run.arm().dataset().name());
      cell(out, "text", run.fingerprint().machine());
      cell(out, "text", run.fingerprint().server());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static void header(StringBuilder out, String kind, String... texts) {
    for (String text : texts) {
      out.append("<th class=\"").append(kind).append("\">").append(text).append("</th>");
    }
  }

  private static void cell(StringBuilder out, String kind, String text) {
    out.append("<td class=\"").append(kind).append("\">").append(Html.escape(text));
    out.append("</td>");
  }
}
