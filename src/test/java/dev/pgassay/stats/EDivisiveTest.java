package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.stats.EDivisive.ChangePoint;
import dev.pgassay.stats.EDivisive.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EDivisiveTest {
  /**
   * Annual flow of the Nile at Aswan, 1871 to 1970, in 10^8 cubic metres (Cobb, Biometrika 65(2),
   * 1978, table 1; R's {@code Nile}).
   */
  private static final double[] NILE = {
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
    799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
    701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
    864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
    846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815,
    1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
  };

  private static final Rule RULE = new Rule(0.001, 3, 4_999, 1);

  @Test
  void findsTheChangeOfTheNileIn1898() {
    // Cobb's maximum of the likelihood is a change between 1898 and 1899, after 28 years.
    List<ChangePoint> found = new EDivisive(RULE).changePoints(NILE);
    assertThat(found).extracting(ChangePoint::index).containsExactly(28);
    assertThat(found.get(0).pValue()).isLessThanOrEqualTo(0.001);
  }

  @Test
  void agreesWithHuntersOwnExamples() {
    // The series in the tests of Hunter and of Apache Otava, which expect changes at 6 and at 4.
    // Eleven observations part in too few ways for that project's 0.001 by permutation.
    EDivisive divisive = new EDivisive(new Rule(0.01, 3, 4_999, 1));
    double[] one = {1.02, 0.95, 0.99, 1.00, 1.12, 0.90, 0.50, 0.51, 0.48, 0.48, 0.55};
    double[] other = {2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.80, 1.76, 1.78};
    assertThat(divisive.changePoints(one)).extracting(ChangePoint::index).containsExactly(6);
    assertThat(divisive.changePoints(other)).extracting(ChangePoint::index).containsExactly(4);
  }

  @Test
  void computesTheEnergyStatistic() {
    // Computed by hand for {1, 2} and {4, 5}: 2 * (3 + 4 + 2 + 3) / 4 - 1 - 1 = 4, times 2 * 2 / 4.
    assertThat(EDivisive.statistic(1, 12, 1, 2, 2)).isCloseTo(4, within(1e-12));
  }

  @Test
  void findsSeveralChanges() {
    SplittableRandom random = new SplittableRandom(7);
    double[] series = new double[45];
    Arrays.setAll(series, i -> 10 + (i < 15 ? 0 : i < 30 ? 3 : 1) + random.nextDouble());
    assertThat(new EDivisive(RULE).changePoints(series))
        .extracting(ChangePoint::index)
        .containsExactly(15, 30);
  }

  @Test
  void findsNothingInNoiseMoreOftenThanItsSignificance() {
    SplittableRandom random = new SplittableRandom(11);
    EDivisive divisive = new EDivisive(new Rule(0.05, 3, 199, 3));
    int alarms = 0;
    for (int trial = 0; trial < 200; trial++) {
      alarms += divisive.changePoints(random.doubles(20).toArray()).isEmpty() ? 0 : 1;
    }
    // 10 of 200 are expected; 19 or more have a probability of 0.006.
    assertThat(alarms).isBetween(1, 18);
  }

  @Test
  void findsNothingWhereNothingVariesAndInTooShortASeries() {
    EDivisive divisive = new EDivisive(RULE);
    assertThat(divisive.changePoints(new double[50])).isEmpty();
    assertThat(divisive.changePoints(new double[] {1, 1, 1, 9, 9, 9})).isEmpty();
    assertThat(divisive.changePoints(new double[0])).isEmpty();
  }

  @Test
  void saysHowLongASeriesMustBe() {
    // 2 / C(13, 6) is 0.0012 and 2 / C(14, 7) 0.0006; 2 / C(10, 5) is 0.0079 and 2 / C(11, 5)
    // 0.0043.
    assertThat(RULE.leastObservations()).isEqualTo(14);
    assertThat(new Rule(0.005, 3, 1_999, 1).leastObservations()).isEqualTo(11);
  }

  @Test
  void refusesARuleThatCanFindNothing() {
    assertThatThrownBy(() -> new Rule(0.001, 3, 99, 1)).hasMessageContaining("99 permutations");
  }
}
