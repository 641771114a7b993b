package dev.pgassay.report.html;

import dev.pgassay.report.text.HistoryLines;
import dev.pgassay.verdict.history.Change;
import dev.pgassay.verdict.history.Series;
import dev.pgassay.verdict.history.Trend;
import java.util.List;
import java.util.Locale;

/**
 * Draws a series in SVG: a dot for each run, a line for the mean of each level, and a border at
 * each change. The scale covers all values and need not begin at zero, because the chart shows
 * drift. Its ends are labelled.
 */
final class SeriesChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 160;
  private static final int LEFT = 70;
  private static final int MARGIN = 12;
  private static final int DOT = 3;

  private final Trend trend;
  private final List<Series.Sample> samples;
  private final double low;
  private final double high;

  private SeriesChart(Trend trend) {
    this.trend = trend;
    this.samples = trend.series().samples();
    double least = samples.stream().mapToDouble(Series.Sample::value).min().orElse(0);
    double most = samples.stream().mapToDouble(Series.Sample::value).max().orElse(0);
    double margin = most > least ? 0 : Math.max(Math.abs(most) / 10, 1e-9);
    this.low = least - margin;
    this.high = most + margin;
  }

  static String svg(Trend trend) {
    return new SeriesChart(trend).svg();
  }

  private String svg() {
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT));
    out.append("<title>").append(Html.escape(title())).append("</title>\n");
    scale(out, high);
    scale(out, low);
    levels(out);
    for (int i = 0; i < samples.size(); i++) {
      out.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%s</title></circle>\n",
              x(i),
              y(samples.get(i).value()),
              DOT,
              Html.escape(samples.get(i).run() + ": " + value(samples.get(i).value()))));
    }
    return out.append("</svg>\n").toString();
  }

  private String title() {
    Series.Key key = trend.series().key();
    return key.figure().label() + " of " + key.point().display();
  }

  private void scale(StringBuilder out, double value) {
    out.append(
        format(
            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
            LEFT - MARGIN, y(value) + 4, value(value)));
    out.append(
        format(
            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n",
            LEFT, y(value), WIDTH, y(value)));
  }

  private void levels(StringBuilder out) {
    int from = 0;
    for (Change change : trend.changes()) {
      level(out, from, change.index(), change.before());
      double border = (x(change.index() - 1) + x(change.index())) / 2;
      out.append(
          format(
              "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
              change.worse() ? "worse" : "better", border, 0, border, HEIGHT));
      from = change.index();
    }
    double last =
        samples.subList(from, samples.size()).stream()
            .mapToDouble(Series.Sample::value)
            .average()
            .orElse(0);
    level(out, from, samples.size(), last);
  }

  private void level(StringBuilder out, int from, int to, double mean) {
    out.append(
        format(
            "<line class=\"level\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x(from) - DOT, y(mean), x(to - 1) + DOT, y(mean)));
  }

  private double x(int index) {
    double room = WIDTH - LEFT - 2.0 * MARGIN;
    return LEFT + MARGIN + (samples.size() < 2 ? 0 : room * index / (samples.size() - 1));
  }

  private double y(double value) {
    return MARGIN + (HEIGHT - 2.0 * MARGIN) * (high - value) / (high - low);
  }

  private String value(double value) {
    return HistoryLines.value(trend.series().key().figure(), value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
