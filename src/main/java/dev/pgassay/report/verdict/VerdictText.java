package dev.pgassay.report.verdict;

import dev.pgassay.failure.OneLine;
import dev.pgassay.report.table.Ink;
import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Effect;
import dev.pgassay.verdict.compare.Finding;
import java.util.List;

/**
 * Shows a comparison on a terminal: the verdict, then the reasons, then which change could have
 * been detected.
 */
public final class VerdictText {
  private static final double NANOS_PER_MILLISECOND = 1_000_000;

  private final boolean colour;

  /**
   * @param colour whether the terminal shows colours
   */
  public VerdictText(boolean colour) {
    this.colour = colour;
  }

  /** Returns lines for standard output. */
  public String render(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    out.append(ink(comparison).on(VerdictLines.headline(comparison), colour)).append('\n');
    Paragraph.append(out, "compared", comparison.contender() + " against " + comparison.base());
    List<Finding> notable = VerdictLines.notable(comparison);
    if (!notable.isEmpty()) {
      out.append('\n');
      notable.forEach(finding -> append(out, finding));
    }
    appendLatencies(out, VerdictLines.latencies(comparison));
    VerdictLines.sensitivity(comparison).ifPresent(it -> Paragraph.append(out, "seen", it));
    if (!comparison.advice().isEmpty()) {
      out.append('\n');
      comparison.advice().forEach(line -> Paragraph.append(out, "note", line));
    }
    return out.toString();
  }

  private static Ink ink(Comparison comparison) {
    return switch (comparison.outcome()) {
      case PASSED -> Ink.BOLD;
      case REGRESSED -> Ink.RED;
      case INCOMPLETE, NOT_JUDGED -> Ink.YELLOW;
    };
  }

  private void append(StringBuilder out, Finding finding) {
    Ink ink = finding.verdict().fails() ? Ink.RED : Ink.YELLOW;
    String word = finding.verdict().name();
    out.append(ink.on(word, colour))
        .append("  ")
        .append(OneLine.of(finding.subject()))
        .append('\n');
    Paragraph.append(out, "", finding.aspect().label() + ": " + finding.sentence());
  }

  private static void appendLatencies(StringBuilder out, List<Finding> latencies) {
    if (latencies.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(
            3,
            "verdict",
            "statement",
            "of",
            "base ms",
            "change",
            "95 % interval",
            "A/A",
            "detectable",
            "rounds");
    for (Finding finding : latencies) {
      Effect effect = finding.effect().orElseThrow();
      table.add(
          VerdictLines.word(finding.verdict()),
          finding.subject(),
          finding.aspect().label(),
          ValueFormatter.threeDigits(effect.baseNanos() / NANOS_PER_MILLISECOND),
          VerdictLines.change(effect),
          VerdictLines.interval(effect),
          VerdictLines.signedPercent(effect.controlRatio()),
          VerdictLines.detectable(effect),
          Integer.toString(effect.rounds()));
    }
    out.append('\n').append(table.render());
    out.append(
        "A/A: change of the control, which equals the base. detectable: slowdown that would be");
    out.append(" found with 90 % power.\n\n");
  }
}
