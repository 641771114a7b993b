package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgassay.result.point.PointKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The simulation of 40 queries by which the procedure was chosen, on the very code that decides.
 * Seeds are fixed, so that each test says the same on every machine.
 */
class LatencyTrialTest {
  private static final int QUERIES = 40;
  private static final int SUITES = 40;
  private static final double NOISE = 0.05;
  private static final double DRIFT = 0.08;
  private static final LatencyRule RULE = LatencyRule.DEFAULT.resampling(100);

  @Test
  void raisesNoFalseAlarmInSuitesWithoutAnyRegression() throws InterruptedException {
    int alarms = 0;
    for (int suite = 0; suite < SUITES; suite++) {
      alarms += regressed(suite, NOISE, Map.of()).isEmpty() ? 0 : 1;
    }
    // None of 40 is 95 % confidence that fewer than 9 % raise one (Wilson's interval).
    assertThat(alarms).as("false alarms in %d suites", SUITES).isZero();
  }

  @Test
  void findsASlowdownOfAFifthUnderHeavyNoise() throws InterruptedException {
    assertThat(power(0.20, NOISE, 20)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void findsASlowdownOfATenthOnAQuietMachine() throws InterruptedException {
    assertThat(power(0.10, 0.02, 20)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void findsWhatItSaysThatItWouldHaveFound() throws InterruptedException {
    double[] said =
        judge(1_000, NOISE, Map.of()).stream()
            .mapToDouble(it -> it.effect().orElseThrow().detectableRatio().orElseThrow())
            .sorted()
            .toArray();
    double typical = said[said.length / 2];
    assertThat(typical).isBetween(0.06, 0.20);
    assertThat(power(typical, NOISE, 40)).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void tellsOfTheSamePointsWhetherOrNotTheRestIsAskedFor() throws InterruptedException {
    List<PointKey> points = SimulatedRounds.points(QUERIES);
    Map<PointKey, Double> plants = Map.of(points.get(3), 0.2, points.get(7), 0.3);
    assertThat(regressed(judge(2, NOISE, plants)))
        .extracting(finding -> finding.point().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(regressed(2, NOISE, plants))
        .containsExactlyInAnyOrder(points.get(3), points.get(7));
  }

  @Test
  void callsWhatIsTooNoisyUnstableAndNeverOk() throws InterruptedException {
    assertThat(judge(5, 0.8, Map.of()))
        .filteredOn(finding -> finding.verdict() != Verdict.UNSTABLE)
        .hasSizeLessThan(QUERIES / 10);
  }

  @Test
  void findsAnImprovement() throws InterruptedException {
    PointKey point = SimulatedRounds.points(QUERIES).get(3);
    assertThat(judge(7, 0.02, Map.of(point, -0.3)))
        .filteredOn(finding -> finding.point().orElseThrow().equals(point))
        .singleElement()
        .returns(Verdict.IMPROVED, Finding::verdict);
  }

  @Test
  void letsNoNoisyPointHideTheOthers() throws InterruptedException {
    List<PointKey> points = SimulatedRounds.points(QUERIES);
    LatencyTrial.Rounds rounds =
        shifted(
            new SimulatedRounds(3, 0.01, DRIFT, Map.of(points.get(5), 0.08)),
            points.get(9),
            figure ->
                new Round.Figure(
                    figure.baseNanos(), figure.contenderLog(), figure.controlLog() + 0.09));
    assertThat(regressed(new LatencyTrial(rounds, RULE, Policy.DEFAULT, 1).judge(points)))
        .extracting(finding -> finding.point().orElseThrow())
        .containsExactly(points.get(5));
  }

  @Test
  void accusesNobodyWhereTheBaseIsFasterThanItsEqual() throws InterruptedException {
    List<PointKey> points = SimulatedRounds.points(QUERIES);
    LatencyTrial.Rounds rounds =
        shifted(
            new SimulatedRounds(3, 0.01, DRIFT, Map.of()),
            points.get(9),
            figure ->
                new Round.Figure(
                    figure.baseNanos() / Math.exp(0.08),
                    figure.contenderLog() + 0.08,
                    figure.controlLog() + 0.08));
    assertThat(regressed(new LatencyTrial(rounds, RULE, Policy.DEFAULT, 1).judge(points)))
        .isEmpty();
  }

  @Test
  void tellsOfTheFirstRoundsWhereFreshOnesHaveNoSuchPercentile() throws InterruptedException {
    PointKey slower = SimulatedRounds.points(1).get(0);
    SimulatedRounds simulated = new SimulatedRounds(3, 0.01, DRIFT, Map.of(slower, 0.3));
    LatencyTrial.Rounds rounds =
        new LatencyTrial.Rounds() {
          private boolean confirming;

          @Override
          public Map<PointKey, Round> next(Collection<PointKey> points)
              throws InterruptedException {
            Map<PointKey, Round> seen = new HashMap<>(simulated.next(points));
            if (!confirming) {
              seen.replaceAll(
                  (key, round) -> {
                    Round.Figure p50 = round.figures().get(Aspect.P50);
                    return new Round(Map.of(Aspect.P50, p50, Aspect.P95, p50));
                  });
            }
            return seen;
          }

          @Override
          public boolean timeLeft(boolean confirming) {
            this.confirming = confirming;
            return true;
          }
        };
    assertThat(new LatencyTrial(rounds, RULE, Policy.DEFAULT, 1).judge(List.of(slower)))
        .extracting(Finding::aspect, Finding::verdict)
        .containsExactly(tuple(Aspect.P50, Verdict.REGRESSED), tuple(Aspect.P95, Verdict.UNSTABLE));
  }

  @Test
  void demandsMoreOfASmallPartOfASuite() throws InterruptedException {
    // Ten rounds have no p-value below 2 to the power of -10, 0.00098, which is 0.05 of one test
    // in 51.
    LatencyRule tenRounds = new LatencyRule(0.05, 10, 10, 14, 10_000, 0.10, 100);
    List<PointKey> point = SimulatedRounds.points(1);
    Map<PointKey, Double> plants = Map.of(point.get(0), 0.5);
    assertThat(
            regressed(
                new LatencyTrial(
                        new SimulatedRounds(1, 0.01, DRIFT, plants),
                        tenRounds,
                        Policy.DEFAULT,
                        1 / 50.0)
                    .judge(point)))
        .hasSize(1);
    assertThat(
            regressed(
                new LatencyTrial(
                        new SimulatedRounds(1, 0.01, DRIFT, plants),
                        tenRounds,
                        Policy.DEFAULT,
                        1 / 52.0)
                    .judge(point)))
        .isEmpty();
  }

  @Test
  void stopsEarlyWhereAllIsClear() throws InterruptedException {
    SimulatedRounds rounds = new SimulatedRounds(1, 0.005, DRIFT, Map.of());
    new LatencyTrial(rounds, LatencyRule.DEFAULT, Policy.DEFAULT, 1)
        .judge(SimulatedRounds.points(QUERIES));
    assertThat(rounds.rounds()).isEqualTo(LatencyRule.DEFAULT.leastRounds());
  }

  @Test
  void goesOnWithWhatIsNotSlowerButTooNoisyToSay() throws InterruptedException {
    PointKey noisy = SimulatedRounds.points(1).get(0);
    int[] rounds = {0};
    LatencyTrial.Rounds faster =
        new LatencyTrial.Rounds() {
          @Override
          public Map<PointKey, Round> next(Collection<PointKey> points) {
            // Three of the first five rounds are much faster, the others are steady.
            double log = rounds[0] < 5 && rounds[0] % 2 == 0 ? -0.6 : -0.01;
            rounds[0]++;
            return Map.of(noisy, new Round(Map.of(Aspect.P50, new Round.Figure(1e6, log, -0.01))));
          }

          @Override
          public boolean timeLeft(boolean confirming) {
            return true;
          }
        };
    assertThat(new LatencyTrial(faster, RULE, Policy.DEFAULT, 1).judge(List.of(noisy)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.OK);
    assertThat(rounds[0]).isGreaterThan(RULE.leastRounds());
  }

  @Test
  void saysNothingWithoutTimeForRounds() throws InterruptedException {
    LatencyTrial.Rounds none =
        new LatencyTrial.Rounds() {
          @Override
          public Map<PointKey, Round> next(Collection<PointKey> points) {
            throw new AssertionError("no time is left");
          }

          @Override
          public boolean timeLeft(boolean confirming) {
            return false;
          }
        };
    assertThat(
            new LatencyTrial(none, LatencyRule.DEFAULT, Policy.DEFAULT, 1)
                .judge(SimulatedRounds.points(3)))
        .isEmpty();
  }

  /** Shifts the figures of one point in every round. */
  private static LatencyTrial.Rounds shifted(
      LatencyTrial.Rounds rounds, PointKey point, UnaryOperator<Round.Figure> change) {
    return new LatencyTrial.Rounds() {
      @Override
      public Map<PointKey, Round> next(Collection<PointKey> points) throws InterruptedException {
        Map<PointKey, Round> seen = new HashMap<>(rounds.next(points));
        seen.computeIfPresent(
            point,
            (key, round) ->
                new Round(Map.of(Aspect.P50, change.apply(round.figures().get(Aspect.P50)))));
        return seen;
      }

      @Override
      public boolean timeLeft(boolean confirming) {
        return rounds.timeLeft(confirming);
      }
    };
  }

  /** Returns the share of planted queries that are found. */
  private static double power(double slowdown, double noise, int suites)
      throws InterruptedException {
    List<PointKey> points = SimulatedRounds.points(QUERIES);
    int found = 0;
    for (int suite = 0; suite < suites; suite++) {
      PointKey planted = points.get(suite % QUERIES);
      Map<PointKey, Double> plants = new HashMap<>();
      plants.put(planted, slowdown);
      found += regressed(10_000 + suite, noise, plants).contains(planted) ? 1 : 0;
    }
    return (double) found / suites;
  }

  private static List<Finding> judge(long seed, double noise, Map<PointKey, Double> plants)
      throws InterruptedException {
    return trial(seed, noise, plants).judge(SimulatedRounds.points(QUERIES));
  }

  /**
   * Returns the points that {@link #judge} finds regressed, without the rest, which takes most of
   * the time.
   */
  private static Set<PointKey> regressed(long seed, double noise, Map<PointKey, Double> plants)
      throws InterruptedException {
    return trial(seed, noise, plants).regressed(SimulatedRounds.points(QUERIES));
  }

  private static LatencyTrial trial(long seed, double noise, Map<PointKey, Double> plants) {
    return new LatencyTrial(
        new SimulatedRounds(seed, noise, DRIFT, plants), RULE, Policy.DEFAULT, 1);
  }

  private static List<Finding> regressed(List<Finding> findings) {
    return findings.stream().filter(it -> it.verdict() == Verdict.REGRESSED).toList();
  }
}
