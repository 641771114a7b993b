package dev.pgassay.verdict.compare;

import dev.pgassay.stats.ConfidenceInterval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much slower one arm is than the other, over rounds of one job. Immutable.
 *
 * @param rounds how many rounds it is made from
 * @param changeRatio the Hodges-Lehmann estimate, such as 0.08 for 8 % slower
 * @param interval of the change, absent if there are too few rounds
 * @param pValue one-sided, of the exact signed-rank test
 * @param controlRatio the change between two equal arms in the same rounds, which is noise alone
 * @param detectableRatio the smallest true change that would have been found with 90 % power at
 *     this noise, absent if even a doubling would not have been
 * @param baseNanos the base arm's own figure, a median over rounds
 */
public record Effect(
    int rounds,
    double changeRatio,
    Optional<ConfidenceInterval> interval,
    double pValue,
    double controlRatio,
    OptionalDouble detectableRatio,
    double baseNanos) {
  /** Says how large the change is, such as {@code +8.0 % [+6.1 +9.9] over 20 rounds}. */
  String change() {
    String between =
        interval
            .map(
                it -> String.format(Locale.ROOT, " [%+.1f %+.1f]", 100 * it.low(), 100 * it.high()))
            .orElse("");
    return String.format(
        Locale.ROOT, "%+.1f %%%s over %d rounds", 100 * changeRatio, between, rounds);
  }

  /** Says which change would have been detected; nothing if none would. */
  String detectable() {
    return detectableRatio.isPresent()
        ? String.format(
            Locale.ROOT,
            "; a change of %.1f %% would have been",
            100 * detectableRatio.getAsDouble())
        : "";
  }
}
