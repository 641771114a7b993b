package dev.pgassay.verdict.compare;

import dev.pgassay.stats.BlockResampling;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.CorrectedBootstrap;
import dev.pgassay.stats.HodgesLehmann;
import dev.pgassay.stats.SignedRank;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One percentile of one point over rounds, in the order of time. Immutable. */
final class RoundSeries {
  private static final List<Aspect> PERCENTILES = List.of(Aspect.P50, Aspect.P95, Aspect.P99);

  private final double[] contenderLogs;
  private final double[] controlLogs;
  private final double[] baseNanos;

  private RoundSeries(List<Round.Figure> figures) {
    contenderLogs = figures.stream().mapToDouble(Round.Figure::contenderLog).toArray();
    controlLogs = figures.stream().mapToDouble(Round.Figure::controlLog).toArray();
    baseNanos = figures.stream().mapToDouble(Round.Figure::baseNanos).toArray();
  }

  /** Returns the percentiles for which rounds had enough operations. */
  static List<Aspect> aspects(List<Round> rounds) {
    return PERCENTILES.stream().filter(aspect -> of(rounds, aspect).rounds() > 0).toList();
  }

  static RoundSeries of(List<Round> rounds, Aspect aspect) {
    return new RoundSeries(
        rounds.stream()
            .map(Round::figures)
            .filter(figures -> figures.containsKey(aspect))
            .map(figures -> figures.get(aspect))
            .toList());
  }

  int rounds() {
    return contenderLogs.length;
  }

  double[] logs() {
    return contenderLogs.clone();
  }

  /** Returns the logarithms of the ratio of contender to control, an arm equal to the base. */
  double[] logsAgainstControl() {
    double[] logs = new double[rounds()];
    Arrays.setAll(logs, i -> contenderLogs[i] - controlLogs[i]);
    return logs;
  }

  double slowerPValue() {
    return SignedRank.greater(contenderLogs);
  }

  double fasterPValue() {
    return SignedRank.greater(Arrays.stream(contenderLogs).map(log -> -log).toArray());
  }

  /** Tells whether a shift as large as this can be ruled out, as by the end of a 95 % interval. */
  boolean surelyBelow(double log) {
    double tail = (1 - ConfidenceInterval.DEFAULT_LEVEL) / 2;
    return SignedRank.greater(Arrays.stream(contenderLogs).map(it -> log - it).toArray()) <= tail;
  }

  /** Returns the change, such as 0.08 for 8 % slower. */
  double changeRatio() {
    return Math.expm1(HodgesLehmann.estimate(contenderLogs));
  }

  /**
   * Returns the change against the control, which excludes any difference between the base and its
   * equal.
   */
  double changeAgainstControlRatio() {
    return Math.expm1(HodgesLehmann.estimate(logsAgainstControl()));
  }

  double controlRatio() {
    return Math.expm1(HodgesLehmann.estimate(controlLogs));
  }

  double medianBaseNanos() {
    double[] sorted = baseNanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Returns the interval of the change; absent if there are too few rounds. */
  Optional<ConfidenceInterval> interval(int resamples) {
    if (rounds() < CorrectedBootstrap.LEAST_OBSERVATIONS) {
      return Optional.empty();
    }
    return CorrectedBootstrap.interval(
            contenderLogs,
            HodgesLehmann::estimate,
            new CorrectedBootstrap.Resampling(
                resamples, BlockResampling.usualBlockLength(rounds()), rounds()),
            ConfidenceInterval.DEFAULT_LEVEL)
        .map(it -> new ConfidenceInterval(Math.expm1(it.low()), Math.expm1(it.high()), it.level()));
  }
}
