package dev.pgassay.selfcheck.calibration;

import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Material;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Planted;
import dev.pgassay.selfcheck.calibration.CalibrationResult.Rate;
import dev.pgassay.selfcheck.calibration.CalibrationResult.RuleRates;
import dev.pgassay.selfcheck.calibration.Recording.Segment;
import dev.pgassay.selfcheck.calibration.ReplayedRounds.Plant;
import dev.pgassay.selfcheck.calibration.SuiteReplay.Replayed;
import dev.pgassay.stats.Quantile;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.compare.RoundOfArms.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tests decision rules on recorded rounds: whole suites are compared, many times, on rounds that
 * are drawn in contiguous blocks. Our own rule is tested through the code that decides in {@code
 * ab}. Uses all processors.
 */
final class Calibration {
  /** The stages of a comparison and of its confirmation need this many rounds. */
  private static final int LEAST_ROUNDS = 2 * UsualRule.ROUNDS;

  private static final List<RecordedArm> PLANTED =
      Arrays.stream(RecordedArm.values()).filter(arm -> arm.slowdownRatio() > 0).toList();

  private final SuiteReplay replay;
  private final Recording recording;
  private final Map<String, List<Segment>> groups;
  private final Tries tries;
  private final Map<RecordedArm, List<PointKey>> planted = new EnumMap<>(RecordedArm.class);

  private Calibration(Recording recording, LatencyRule rule, Policy policy, Tries tries) {
    this.recording = recording;
    this.tries = tries;
    this.groups = recording.groups(LEAST_ROUNDS);
    this.replay = new SuiteReplay(groups, rule, policy, tries.blockLength());
    for (RecordedArm arm : PLANTED) {
      planted.put(arm, replay.points().stream().filter(it -> counts(it, arm, rule)).toList());
    }
    planted.put(RecordedArm.SAME, replay.points());
  }

  /**
   * A slowdown that {@code ab} tolerates by its rule, because no one can feel it, is no test of the
   * rule.
   */
  private boolean counts(PointKey point, RecordedArm arm, LatencyRule rule) {
    double[] baseNanos = figures(point).mapToDouble(Figures::baseNanos).toArray();
    return median(baseNanos) * arm.slowdownRatio() >= rule.leastNanos();
  }

  /**
   * The number of tries.
   *
   * @param comparisons of each kind, at least 1
   * @param blockLength rounds of a block, at least 1
   * @param seed the same seed gives the same result
   */
  public record Tries(int comparisons, int blockLength, long seed) {
    public Tries {
      if (comparisons < 1 || blockLength < 1) {
        throw new IllegalArgumentException(
            "comparisons and blockLength must be at least 1: " + comparisons + ", " + blockLength);
      }
    }
  }

  /**
   * Tests all rules.
   *
   * @param recording of rounds
   * @param rule of {@code ab}
   * @param policy tolerated differences
   * @param tries number of comparisons
   * @return how often each rule was right and wrong
   * @throws NotComparable if there are too few rounds to compare anything
   */
  public static CalibrationResult of(
      Recording recording, LatencyRule rule, Policy policy, Tries tries) {
    Calibration calibration = new Calibration(recording, rule, policy, tries);
    if (calibration.groups.isEmpty()) {
      throw new NotComparable(
          "no pass of the recording has " + LEAST_ROUNDS + " rounds of a group; record for longer");
    }
    if (calibration.planted.values().stream().anyMatch(List::isEmpty)) {
      throw new NotComparable(
          "no statement of the recording takes so long that a planted slowdown of it counts;"
              + " record longer ones");
    }
    return calibration.result();
  }

  private CalibrationResult result() {
    List<Replayed> equal = all(i -> replay.compare(seed(0, i), planted(RecordedArm.SAME, i)));
    List<Rate> found = new ArrayList<>();
    long elsewhere = 0;
    List<Rate> exactly = new ArrayList<>();
    for (RecordedArm arm : PLANTED) {
      List<Outcome> outcomes = all(i -> planted(i, planted(arm, i), arm, 0));
      found.add(found(outcomes));
      elsewhere += elsewhere(outcomes);
      List<Outcome> shifted = all(i -> shifted(i, planted(arm, i), arm.slowdownRatio()));
      exactly.add(found(shifted));
      elsewhere += elsewhere(shifted);
    }
    List<Outcome> atLimit = atLimit(equal);
    elsewhere += elsewhere(atLimit);
    List<RuleRates> rules = new ArrayList<>();
    rules.add(
        new RuleRates(
            "ab: interleaved rounds, confirmed by fresh ones",
            rate(equal.stream().filter(it -> !it.regressed().isEmpty()).count()),
            found));
    UsualRule.all().forEach(usual -> rules.add(rates(usual)));
    return new CalibrationResult(
        material(),
        rules,
        exactly,
        median(equal.stream().mapToDouble(Replayed::detectable).toArray()),
        found(atLimit),
        new Rate(elsewhere, (long) tries.comparisons() * 2 * PLANTED.size() + atLimit.size()));
  }

  /**
   * Plants the slowdown that a comparison said it would find. If it would find none, nothing is
   * planted.
   */
  private List<Outcome> atLimit(List<Replayed> equal) {
    List<Outcome> outcomes =
        IntStream.range(0, equal.size())
            .filter(i -> Double.isFinite(equal.get(i).detectable()))
            .parallel()
            .mapToObj(i -> shifted(i, planted(RecordedArm.SAME, i), equal.get(i).detectable()))
            .toList();
    if (outcomes.isEmpty()) {
      throw new NotComparable(
          "no slowdown of any size would be found by so few rounds of so many points; ask for more"
              + " --rounds, or record on a quieter machine");
    }
    return outcomes;
  }

  private Rate found(List<Outcome> outcomes) {
    return new Rate(outcomes.stream().filter(Outcome::found).count(), outcomes.size());
  }

  private static long elsewhere(List<Outcome> outcomes) {
    return outcomes.stream().filter(Outcome::elsewhere).count();
  }

  /** The result of a comparison with a planted slowdown. */
  private record Outcome(boolean found, boolean elsewhere) {}

  private PointKey planted(RecordedArm arm, int comparison) {
    List<PointKey> points = planted.get(arm);
    return points.get(comparison % points.size());
  }

  /** Compares rounds of equal arms, after making one arm slower by the given ratio. */
  private Outcome shifted(int comparison, PointKey point, double ratio) {
    return planted(comparison, point, RecordedArm.SAME, Math.log1p(ratio));
  }

  private Outcome planted(int comparison, PointKey point, RecordedArm arm, double log) {
    Set<PointKey> regressed =
        replay.regressed(seed(1 + arm.ordinal(), comparison), new Plant(point, arm, log));
    return new Outcome(regressed.remove(point), !regressed.isEmpty());
  }

  private RuleRates rates(UsualRule usual) {
    long alarms =
        all(
                i -> {
                  SplittableRandom random = new SplittableRandom(seed(0, i));
                  return replay.points().stream()
                      .anyMatch(point -> replay.slower(usual, point, RecordedArm.SAME, random));
                })
            .stream()
            .filter(alarm -> alarm)
            .count();
    List<Rate> found =
        PLANTED.stream()
            .map(
                arm ->
                    rate(
                        all(
                                i ->
                                    replay.slower(
                                        usual,
                                        planted(arm, i),
                                        arm,
                                        new SplittableRandom(seed(1 + arm.ordinal(), i))))
                            .stream()
                            .filter(it -> it)
                            .count()))
            .toList();
    return new RuleRates(usual.name(), rate(alarms), found);
  }

  private <T> List<T> all(IntFunction<T> comparison) {
    return IntStream.range(0, tries.comparisons()).parallel().mapToObj(comparison).toList();
  }

  private long seed(int kind, int comparison) {
    return tries.seed() + 1_000_003L * kind + 7_919L * comparison;
  }

  private Rate rate(long count) {
    return new Rate(count, tries.comparisons());
  }

  private Material material() {
    double[] noise =
        replay.points().stream()
            .flatMapToDouble(point -> Arrays.stream(logs(point, RecordedArm.SAME)).map(Math::abs))
            .toArray();
    return new Material(
        replay.points().size(),
        recording.rounds(),
        groups.values().stream().mapToInt(List::size).sum(),
        Math.expm1(median(noise)),
        PLANTED.stream().map(this::measured).toList());
  }

  private Planted measured(RecordedArm arm) {
    double[] ratios =
        planted.get(arm).stream()
            .mapToDouble(point -> Math.expm1(median(logs(point, arm))))
            .toArray();
    return new Planted(
        ratios.length,
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  /**
   * Returns the logarithms of the ratios of an arm's medians to the base's, over all rounds of a
   * point.
   */
  private double[] logs(PointKey point, RecordedArm arm) {
    return figures(point).mapToDouble(figures -> figures.logs().get(arm.ordinal())).toArray();
  }

  private Stream<Figures> figures(PointKey point) {
    return groups.values().stream()
        .filter(group -> group.get(0).points().contains(point))
        .flatMap(List::stream)
        .flatMap(segment -> segment.rounds().stream())
        .map(round -> round.get(point).figures().get(Aspect.P50));
  }

  private static double median(double[] values) {
    return Quantile.nearestRank(values, 0.5);
  }
}
