package dev.pgassay.report.html;

import dev.pgassay.report.text.Conditions;
import dev.pgassay.report.text.OpenLoadTable;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Load tests as one page that needs no network and no script: the curve of latency against
 * throughput for each statement, a table of its rates, and the conditions of the measurement.
 */
public final class LoadHtml {
  /** Returns the page of the open loops of a run; other points are left out. */
  public String render(Run run) {
    StringBuilder out = new StringBuilder();
    out.append("<h1>Latency against throughput</h1>\n");
    Html.paragraph(
        out,
        "Response times from the intended start, plotted against the requests answered per"
            + " second. The line connects the offered rates in order. A hollow dot marks a"
            + " rate whose schedule was not kept: its response times would grow with the"
            + " length of the test.");
    byStatement(run)
        .forEach(
            (statement, points) -> {
              out.append("<h2>").append(Html.escape(statement)).append("</h2>\n");
              out.append(LoadCurve.svg(statement, points));
              appendTable(out, points);
            });
    appendConditions(out, run);
    return Html.page("pgassay: load test " + run.runId(), out);
  }

  private static void appendTable(StringBuilder out, List<Point> open) {
    out.append("<table>\n<tr>");
    Html.header(out, "number", OpenLoadTable.COLUMNS);
    out.append("</tr>\n");
    for (Point point : open) {
      out.append("<tr>");
      for (String text : OpenLoadTable.cells(point, point.openLoad().orElseThrow())) {
        Html.cell(out, "number", text);
      }
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  private static Map<String, List<Point>> byStatement(Run run) {
    return run.points().stream()
        .filter(point -> point.openLoad().isPresent())
        .collect(
            Collectors.groupingBy(LoadHtml::statement, LinkedHashMap::new, Collectors.toList()));
  }

  private static String statement(Point point) {
    Map<String, String> parameters = new LinkedHashMap<>(point.parameters());
    parameters.remove(ParameterNames.RATE);
    return new PointKey(point.benchmark(), parameters).display();
  }

  private static void appendConditions(StringBuilder out, Run run) {
    out.append("<h2>Conditions</h2>\n<table>\n");
    for (Conditions.Condition condition : Conditions.of(run)) {
      out.append("<tr>");
      Html.cell(out, "text", condition.name());
      Html.cell(out, "text", condition.text());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }
}
