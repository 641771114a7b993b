package dev.pgassay.report.verdict;

import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Effect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sentences that all reports of a comparison share. */
final class VerdictLines {
  private VerdictLines() {}

  static String headline(Comparison comparison) {
    String outcome =
        switch (comparison.outcome()) {
          case PASSED -> "OK: no regression was detected" + notAll(comparison);
          case REGRESSED -> "REGRESSED";
          case INCOMPLETE -> "INCOMPLETE: no regression was detected in what could be measured";
          case NOT_JUDGED -> notJudged(comparison);
        };
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = comparison.count(verdict);
      if (count > 0) {
        counts.add(count + " " + word(verdict));
      }
    }
    return outcome + (counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")");
  }

  /** Things that could not be judged did not pass. A reader of this one line must see that. */
  private static String notAll(Comparison comparison) {
    Comparison latencies = comparison.ofLatencies();
    long unstable = latencies.count(Verdict.UNSTABLE);
    return unstable == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d of %,d latencies could not be judged",
            unstable,
            latencies.findings().size());
  }

  private static String notJudged(Comparison comparison) {
    if (!comparison.lacksLatencyAlone()) {
      return "NOT JUDGED: nothing that was asked for could be judged";
    }
    long unstable = comparison.ofLatencies().count(Verdict.UNSTABLE);
    return unstable > 0
        ? "NOT JUDGED: latency: too noisy or too few rounds, " + unstable + " unstable"
        : "NOT JUDGED: latency: none could be compared";
  }

  static String word(Verdict verdict) {
    return verdict == Verdict.OK ? "ok" : verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the findings whose verdict is not OK. */
  static List<Finding> notable(Comparison comparison) {
    return comparison.findings().stream().filter(it -> it.verdict() != Verdict.OK).toList();
  }

  static List<Finding> latencies(Comparison comparison) {
    return comparison.findings().stream().filter(it -> it.effect().isPresent()).toList();
  }

  static String change(Effect effect) {
    return signedPercent(effect.changeRatio());
  }

  static String interval(Effect effect) {
    return effect
        .interval()
        .map(it -> "[" + signedPercent(it.low()) + " " + signedPercent(it.high()) + "]")
        .orElse("-");
  }

  static String detectable(Effect effect) {
    return effect.detectableRatio().isPresent()
        ? percent(effect.detectableRatio().getAsDouble())
        : "-";
  }

  static String signedPercent(double ratio) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * ratio);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  /** Says which change could have been detected. Without it "no difference" says nothing. */
  static Optional<String> sensitivity(Comparison comparison) {
    double[] detectable =
        latencies(comparison).stream()
            .flatMapToDouble(it -> it.effect().orElseThrow().detectableRatio().stream())
            .sorted()
            .toArray();
    if (detectable.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "smallest slowdown that would have been found with 90 %% power: %s at the quietest"
                + " latency, %s at the noisiest",
            percent(detectable[0]),
            percent(detectable[detectable.length - 1])));
  }
}
