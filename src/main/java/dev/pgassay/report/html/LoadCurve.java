package dev.pgassay.report.html;

import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws response times against throughput in SVG. There is a line for each percentile, through a
 * dot for each rate in the order of the rates. The line bends back if the offered rate was higher
 * than the server could answer. Throughput begins at zero. Times are on a logarithmic scale between
 * powers of ten, because they grow by orders of magnitude at the bend.
 */
final class LoadCurve {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 70;
  private static final int BOTTOM = 34;
  private static final int MARGIN = 12;
  private static final int DOT = 3;
  private static final int STEPS = 5;
  private static final int TEXT = 4;
  private static final int LEGEND = 16;

  private static final double NANOS_PER_MILLI = 1e6;

  private static final List<Percentile> SHOWN =
      List.of(Percentile.P50, Percentile.P95, Percentile.P99);

  private final String title;
  private final List<Dot> dots;
  private final int lowDecade;
  private final int highDecade;
  private final double most;

  private LoadCurve(String title, List<Dot> dots) {
    this.title = title;
    this.dots = dots;
    double least = dots.stream().mapToDouble(Dot::millis).min().orElse(1);
    double longest = dots.stream().mapToDouble(Dot::millis).max().orElse(1);
    this.lowDecade = (int) Math.floor(Math.log10(least));
    this.highDecade = Math.max(lowDecade + 1, (int) Math.ceil(Math.log10(longest)));
    this.most = Math.max(1e-9, dots.stream().mapToDouble(Dot::perSecond).max().orElse(1));
  }

  /** One percentile at one rate. */
  private record Dot(Percentile of, double offered, double perSecond, double millis, boolean kept) {
    static Stream<Dot> all(OpenLoad load) {
      return load.response().stream().flatMap(response -> all(load, response));
    }

    private static Stream<Dot> all(OpenLoad load, Latency response) {
      return SHOWN.stream()
          .flatMap(
              of -> {
                OptionalLong nanos = response.percentileNanos(of);
                return nanos.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                        new Dot(
                            of,
                            load.offeredPerSecond(),
                            load.achievedPerSecond(),
                            nanos.getAsLong() / NANOS_PER_MILLI,
                            load.kept()));
              });
    }
  }

  static String svg(String title, List<Point> points) {
    return new LoadCurve(
            title,
            points.stream()
                .flatMap(point -> point.openLoad().stream())
                .sorted(Comparator.comparingDouble(OpenLoad::offeredPerSecond))
                .flatMap(Dot::all)
                .toList())
        .svg();
  }

  private String svg() {
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT));
    out.append("<title>").append(Html.escape("Response times of " + title)).append("</title>\n");
    if (!dots.isEmpty()) {
      axes(out);
      for (int i = 0; i < SHOWN.size(); i++) {
        line(out, SHOWN.get(i));
        legend(out, SHOWN.get(i), i);
      }
    }
    return out.append("</svg>\n").toString();
  }

  private void axes(StringBuilder out) {
    for (int decade = lowDecade; decade <= highDecade; decade++) {
      double millis = Math.pow(10, decade);
      grid(out, LEFT, y(millis), WIDTH - MARGIN, y(millis));
      String value = ValueFormatter.threeDigits(millis);
      text(
          out,
          LEFT - 2.0 * TEXT,
          y(millis) + TEXT,
          "end",
          decade == highDecade ? value + " ms" : value);
    }
    for (int step = 0; step <= STEPS; step++) {
      double perSecond = most * step / STEPS;
      grid(out, x(perSecond), MARGIN, x(perSecond), HEIGHT - BOTTOM);
      String value = ValueFormatter.threeDigits(perSecond);
      boolean last = step == STEPS;
      text(
          out,
          x(perSecond),
          HEIGHT - BOTTOM + 4.0 * TEXT,
          last ? "end" : "middle",
          last ? value + "/s" : value);
    }
  }

  private void line(StringBuilder out, Percentile of) {
    List<Dot> own = dots.stream().filter(dot -> dot.of() == of).toList();
    if (own.isEmpty()) {
      return;
    }
    String name = of.name().toLowerCase(Locale.ROOT);
    out.append(
        format(
            "<polyline class=\"%s\" points=\"%s\"/>\n",
            name,
            own.stream()
                .map(dot -> format("%.1f,%.1f", x(dot.perSecond()), y(dot.millis())))
                .collect(Collectors.joining(" "))));
    for (Dot dot : own) {
      out.append(
          format(
              "<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%s</title></circle>\n",
              dot.kept() ? "" : " class=\"late\"",
              x(dot.perSecond()),
              y(dot.millis()),
              DOT,
              Html.escape(
                  ValueFormatter.threeDigits(dot.offered())
                      + "/s offered, "
                      + ValueFormatter.threeDigits(dot.perSecond())
                      + "/s answered: "
                      + name
                      + " "
                      + ValueFormatter.threeDigits(dot.millis())
                      + " ms")));
    }
  }

  /** Writes the legend above the left end of the lines, where the curve leaves room. */
  private static void legend(StringBuilder out, Percentile of, int number) {
    int x = LEFT + MARGIN;
    int y = 2 * MARGIN + number * LEGEND;
    String name = of.name().toLowerCase(Locale.ROOT);
    out.append(
        format("<polyline class=\"%s\" points=\"%d,%d %d,%d\"/>\n", name, x, y, x + LEGEND, y));
    text(out, x + LEGEND + 2.0 * TEXT, y + TEXT, "start", name);
  }

  private static void grid(StringBuilder out, double x1, double y1, double x2, double y2) {
    out.append(
        format(
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x1, y1, x2, y2));
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    out.append(
        format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
  }

  private double x(double perSecond) {
    return LEFT + (WIDTH - LEFT - MARGIN) * perSecond / most;
  }

  private double y(double millis) {
    double height = HEIGHT - BOTTOM - MARGIN;
    return MARGIN + height * (highDecade - Math.log10(millis)) / (highDecade - lowDecade);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
