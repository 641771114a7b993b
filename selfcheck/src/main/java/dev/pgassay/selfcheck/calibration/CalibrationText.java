package dev.pgassay.selfcheck.calibration;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Material;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Planted;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Rate;
import dev.pgassay.selfcheck.calibration.CalibrationResult.RuleRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows on a terminal how often decision rules are right and wrong. */
final class CalibrationText {
  private CalibrationText() {}

  /** Returns lines for standard output. */
  static String render(CalibrationResult result) {
    TextTable table =
        new TextTable(
            1,
            "rule",
            "suites with a false alarm",
            "[95 %]",
            "found +10 %",
            "[95 %]",
            "found +20 %",
            "[95 %]");
    for (RuleRates rule : result.rules()) {
      List<String> cells = new ArrayList<>(List.of(rule.rule()));
      add(cells, rule.falseAlarms());
      rule.found().forEach(rate -> add(cells, rate));
      table.add(cells.toArray(String[]::new));
    }
    StringBuilder out = new StringBuilder(table.render()).append('\n');
    Paragraph.append(out, "exactly", exactly(result.foundExactly()));
    Paragraph.append(out, "at limit", limit(result));
    Paragraph.append(out, "beside", beside(result.alarmsElsewhere()));
    Paragraph.append(out, "on", material(result.material()));
    return out.toString();
  }

  private static void add(List<String> cells, Rate rate) {
    cells.add(percent(rate.share()));
    cells.add(interval(rate));
  }

  private static String exactly(List<Rate> found) {
    return String.format(
        Locale.ROOT,
        "ab found %s %s of slowdowns of 10 %% sharp, and %s %s of 20 %%: rounds of equal arms, shifted",
        percent(found.get(0).share()),
        interval(found.get(0)),
        percent(found.get(1).share()),
        interval(found.get(1)));
  }

  private static String limit(CalibrationResult result) {
    Rate rate = result.foundAtDetectable();
    return String.format(
        Locale.ROOT,
        "ab found %s %s of slowdowns as large as it had said that it would find, %s at the median",
        percent(rate.share()),
        interval(rate),
        percent(result.detectable()));
  }

  private static String beside(Rate rate) {
    return String.format(
        Locale.ROOT,
        "in %d of %,d suites with one planted slowdown ab accused another point too",
        rate.count(),
        rate.of());
  }

  private static String material(Material material) {
    return String.format(
        Locale.ROOT,
        "%,d rounds of %d points from %d stretches of time; equal arms differed by %s in half of the"
            + " rounds; the planted slowdowns were measured as %s, and %s",
        material.rounds(),
        material.points(),
        material.segments(),
        percent(material.noiseRatio()),
        planted(material.planted().get(0)),
        planted(material.planted().get(1)));
  }

  private static String planted(Planted planted) {
    return String.format(
        Locale.ROOT,
        "%s (%s to %s at %d points)",
        percent(planted.ratio()),
        percent(planted.least()),
        percent(planted.most()),
        planted.points());
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  private static String interval(Rate rate) {
    return "[" + percent(rate.interval().low()) + " " + percent(rate.interval().high()) + "]";
  }
}
