package dev.pgassay.report.verdict;

import dev.pgassay.failure.OneLine;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Effect;
import dev.pgassay.verdict.compare.Finding;
import java.util.List;

/** Shows a comparison in Markdown, for a comment on a pull request or a job's summary. */
public final class VerdictMarkdown {
  /** Returns Markdown with a line feed at its end. */
  public String render(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    out.append("### pgassay: ").append(VerdictLines.headline(comparison)).append("\n\n");
    out.append("`")
        .append(code(comparison.contender()))
        .append("` against `")
        .append(code(comparison.base()))
        .append("`\n");
    appendNotable(out, VerdictLines.notable(comparison));
    appendLatencies(out, VerdictLines.latencies(comparison));
    VerdictLines.sensitivity(comparison).ifPresent(it -> out.append('\n').append(it).append('\n'));
    if (!comparison.advice().isEmpty()) {
      out.append('\n');
      comparison.advice().forEach(line -> out.append("> ").append(escape(line)).append("\n>\n"));
    }
    return out.toString();
  }

  private static void appendNotable(StringBuilder out, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    out.append("\n| verdict | what | why |\n|---|---|---|\n");
    for (Finding finding : findings) {
      row(
          out,
          "**" + VerdictLines.word(finding.verdict()) + "**",
          escape(finding.subject()),
          escape(finding.aspect().label() + ": " + finding.sentence()));
    }
  }

  private static void appendLatencies(StringBuilder out, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    out.append("\n| statement | of | change | 95 % interval | A/A | detectable | rounds |\n");
    out.append("|---|---|--:|--:|--:|--:|--:|\n");
    for (Finding finding : findings) {
      Effect effect = finding.effect().orElseThrow();
      row(
          out,
          escape(finding.subject()),
          finding.aspect().label(),
          VerdictLines.change(effect),
          VerdictLines.interval(effect),
          VerdictLines.signedPercent(effect.controlRatio()),
          VerdictLines.detectable(effect),
          Integer.toString(effect.rounds()));
    }
  }

  private static void row(StringBuilder out, String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A backtick would end the code. */
  private static String code(String text) {
    return OneLine.of(text).replace('`', '\'');
  }

  /** A pipe would end the cell; an angle bracket would begin a tag. */
  private static String escape(String text) {
    return OneLine.of(text).replace("|", "\\|").replace("<", "&lt;");
  }
}
