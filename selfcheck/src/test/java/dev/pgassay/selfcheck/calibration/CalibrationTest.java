package dev.pgassay.selfcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.NotComparable;
import dev.pgassay.selfcheck.calibration.CalibrationResult.RuleRates;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final LatencyRule RULE = LatencyRule.DEFAULT.resampling(100);
  private static final int COMPARISONS = 30;

  @Test
  void findsPlantsAndRaisesNoAlarmWhereNoiseIsSmall() {
    CalibrationResult result = judge(RecordedRounds.draw(3, 34, 4, 0.01, 0));
    RuleRates ours = result.rules().get(0);
    assertThat(ours.falseAlarms().count()).isZero();
    assertThat(ours.found()).allMatch(rate -> rate.count() == COMPARISONS);
    assertThat(result.alarmsElsewhere().count()).isZero();
    assertThat(result.detectable()).isBetween(0.05, 0.08);
    assertThat(result.foundAtDetectable().share()).isGreaterThan(0.7);
  }

  @Test
  void findsOnlyMoreWhereThereAreFewerRounds() {
    Recording recording = RecordedRounds.draw(3, 34, 4, 0.03, 0);
    double twenty = judge(recording).detectable();
    double ten = judge(recording, RULE.endingAfter(10)).detectable();
    assertThat(ten).isGreaterThan(1.1 * twenty);
  }

  @Test
  void refusesFewerRoundsThanCanShowThatOnePointOfManyRegressed() {
    // The least p-value of ten rounds is 1 / 1,024, and one of 60 tests is a discovery below 0.05 /
    // 60.
    Recording recording = RecordedRounds.draw(2, 34, 60, 0.01, 0);
    assertThatThrownBy(() -> judge(recording, RULE.endingAfter(10)))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("--rounds");
  }

  @Test
  void showsThatRecordedRunsAccuseTheInnocent() {
    // Passes differ by a tenth, as the machine does; rounds of one pass hardly differ.
    CalibrationResult result = judge(RecordedRounds.draw(6, 34, 4, 0.01, 0.10));
    assertThat(result.rules().get(0).falseAlarms().count()).isZero();
    assertThat(named(result, "mean > 10 %").falseAlarms().share()).isGreaterThan(0.2);
    assertThat(named(result, "one after the other").found())
        .allMatch(rate -> rate.count() == COMPARISONS);
  }

  @Test
  void tellsWhatTheMaterialIs() {
    CalibrationResult.Material material = judge(RecordedRounds.draw(2, 34, 3, 0.01, 0)).material();
    assertThat(material.points()).isEqualTo(3);
    assertThat(material.rounds()).isEqualTo(2 * 34 * 3);
    assertThat(material.segments()).isEqualTo(2);
    // The median size of the difference of two normal values is 0.6745 times its deviation.
    assertThat(material.noiseRatio()).isCloseTo(0.6745 * 0.01 * Math.sqrt(2), within(0.0015));
    List<CalibrationResult.Planted> planted = material.planted();
    assertThat(planted).extracting(CalibrationResult.Planted::points).containsExactly(3, 3);
    assertThat(planted.get(0).ratio()).isCloseTo(0.10, within(0.005));
    assertThat(planted.get(1).ratio()).isCloseTo(0.20, within(0.005));
    assertThat(planted.get(1).least()).isLessThan(planted.get(1).ratio());
    assertThat(planted.get(1).most()).isGreaterThan(planted.get(1).ratio());
  }

  @Test
  void plantsOnlyWhatCountsAsARegression() {
    // A tenth of 90 microseconds is less than the 10 that count, a fifth is more.
    Recording recording = RecordedRounds.draw(2, 34, 3, 0.01, 0, List.of(1e6, 90_000.0, 40_000.0));
    CalibrationResult result = judge(recording);
    assertThat(result.material().planted())
        .extracting(CalibrationResult.Planted::points)
        .containsExactly(1, 2);
    assertThat(result.rules().get(0).found()).allMatch(rate -> rate.count() == COMPARISONS);
    assertThatThrownBy(() -> judge(RecordedRounds.draw(2, 34, 1, 0.01, 0, List.of(90_000.0))))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("record longer ones");
  }

  @Test
  void refusesARecordingOfTooFewRounds() {
    Recording tooShort = RecordedRounds.draw(3, 19, 2, 0.01, 0);
    assertThatThrownBy(() -> judge(tooShort))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("record for longer");
    assertThatThrownBy(() -> judge(new Recording(List.of()))).isInstanceOf(NotComparable.class);
  }

  private static RuleRates named(CalibrationResult result, String part) {
    return result.rules().stream()
        .filter(rule -> rule.rule().contains(part))
        .findFirst()
        .orElseThrow();
  }

  private static CalibrationResult judge(Recording recording) {
    return judge(recording, RULE);
  }

  private static CalibrationResult judge(Recording recording, LatencyRule rule) {
    return Calibration.of(
        recording, rule, Policy.DEFAULT, new Calibration.Tries(COMPARISONS, 5, 1));
  }
}
