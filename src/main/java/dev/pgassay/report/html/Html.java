package dev.pgassay.report.html;

import dev.pgassay.failure.OneLine;

/** Makes the parts of an HTML page that needs no network and no script. */
final class Html {
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
      svg polyline { fill: none; stroke-width: 2; }
      svg .p50 { stroke: #27803b; }
      svg .p95 { stroke: #2f6fb3; }
      svg .p99 { stroke: #b8561b; }
      svg circle.late { fill: none; stroke: currentColor; }
      svg line.worse, svg line.better { stroke-width: 2; stroke-dasharray: 4 3; }
      """;

  private Html() {}

  static String page(String title, CharSequence body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  static void paragraph(StringBuilder out, String text) {
    out.append("<p>").append(escape(text)).append("</p>\n");
  }

  static void header(StringBuilder out, String kind, String... texts) {
    for (String text : texts) {
      out.append("<th class=\"").append(kind).append("\">").append(text).append("</th>");
    }
  }

  static void cell(StringBuilder out, String kind, String text) {
    out.append("<td class=\"").append(kind).append("\">").append(escape(text)).append("</td>");
  }

  static String escape(String text) {
    return OneLine.orMore(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
