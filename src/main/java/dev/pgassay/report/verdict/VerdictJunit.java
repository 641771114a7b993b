package dev.pgassay.report.verdict;

import dev.pgassay.failure.OneLine;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Finding;

/**
 * Shows a comparison as JUnit XML, which every CI server understands: a test case for each aspect
 * of each thing. A regression is a failure; a thing that could not be judged is skipped.
 */
public final class VerdictJunit {
  /** Returns XML with a line feed at its end. */
  public String render(Comparison comparison) {
    long failures = comparison.findings().stream().filter(it -> it.verdict().fails()).count();
    long skipped = comparison.findings().stream().filter(it -> !it.verdict().judged()).count();
    StringBuilder out = new StringBuilder();
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append(
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
            .formatted(
                escape("pgassay: " + comparison.contender() + " against " + comparison.base()),
                comparison.findings().size(),
                failures,
                skipped));
    comparison.findings().forEach(finding -> append(out, finding));
    return out.append("</testsuite>\n").toString();
  }

  private static void append(StringBuilder out, Finding finding) {
    out.append(
        "  <testcase classname=\"%s\" name=\"%s\">"
            .formatted(escape(finding.subject()), escape(finding.aspect().label())));
    String sentence = escape(finding.sentence());
    if (finding.verdict().fails()) {
      out.append(
          "<failure type=\"%s\" message=\"%s\"/>".formatted(finding.verdict().name(), sentence));
    } else if (!finding.verdict().judged()) {
      out.append("<skipped message=\"%s\"/>".formatted(sentence));
    } else {
      out.append("<system-out>%s</system-out>".formatted(sentence));
    }
    out.append("</testcase>\n");
  }

  /** XML 1.0 forbids control characters, so they are written as JSON escapes. */
  private static String escape(String text) {
    return OneLine.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
