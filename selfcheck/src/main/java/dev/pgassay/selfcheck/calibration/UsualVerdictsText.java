package dev.pgassay.selfcheck.calibration;

import dev.pgassay.report.table.TextTable;
import dev.pgassay.selfcheck.calibration.UsualVerdicts.Said;

/**
 * Shows the verdicts of the usual rules on a comparison's rounds, for a terminal and for scripts.
 */
final class UsualVerdictsText {
  private UsualVerdictsText() {}

  /** Returns a table as lines for standard output. */
  static String render(UsualVerdicts verdicts) {
    TextTable table = new TextTable(4, "point", "rule", "contender", "control, equal to the base");
    for (Said said : verdicts.said()) {
      table.add(said.point(), said.rule(), word(said.ofContender()), word(said.ofControl()));
    }
    StringBuilder out = new StringBuilder(verdicts.said().isEmpty() ? "" : table.render());
    verdicts
        .tooFew()
        .forEach(
            point ->
                out.append(point)
                    .append(": too few rounds for the usual rules, which need five of each run\n"));
    return out.toString();
  }

  /**
   * Returns fields separated by tabs: point, rule, and {@code slower} or {@code same} for the
   * contender and for the control, a line for each point and rule.
   */
  static String lines(UsualVerdicts verdicts) {
    StringBuilder out = new StringBuilder();
    for (Said said : verdicts.said()) {
      out.append(
          String.join(
              "\t", said.point(), said.rule(), word(said.ofContender()), word(said.ofControl())));
      out.append('\n');
    }
    return out.toString();
  }

  private static String word(boolean slower) {
    return slower ? "slower" : "same";
  }
}
