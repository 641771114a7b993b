package dev.pgassay.selfcheck.calibration;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.selfcheck.calibration.Recording.Segment;
import dev.pgassay.selfcheck.calibration.ReplayedRounds.Plant;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.LatencyTrial;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.compare.RoundOfArms.Figures;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Compares whole suites on recorded rounds, by the code that decides in {@code ab} and by the usual
 * rules. Thread-safe.
 */
final class SuiteReplay {
  private final Map<String, List<Segment>> groups;
  private final List<PointKey> points;
  private final LatencyRule rule;
  private final Policy policy;
  private final int blockLength;

  SuiteReplay(Map<String, List<Segment>> groups, LatencyRule rule, Policy policy, int blockLength) {
    this.groups = groups;
    this.rule = rule;
    this.policy = policy;
    this.blockLength = blockLength;
    this.points =
        groups.values().stream().flatMap(group -> group.get(0).points().stream()).toList();
  }

  List<PointKey> points() {
    return points;
  }

  /**
   * The result of one comparison.
   *
   * @param regressed the points with a regression
   * @param detectable the slowdown of a point's median that would have been found; infinite if
   *     there is none
   */
  record Replayed(Set<PointKey> regressed, double detectable) {}

  /** Compares all groups on equal arms, in the order of {@code ab}. */
  Replayed compare(long seed, PointKey asked) {
    Set<PointKey> regressed = new HashSet<>();
    double[] detectable = new double[1];
    inTurn(
        seed,
        Plant.none(asked),
        (trial, group) -> {
          regressed.addAll(trial.regressed(group));
          if (group.contains(asked)) {
            detectable[0] = trial.detectable(asked, Aspect.P50).orElse(Double.POSITIVE_INFINITY);
          }
        });
    return new Replayed(regressed, detectable[0]);
  }

  /** Compares all groups with a planted slowdown, and returns the points with a regression. */
  Set<PointKey> regressed(long seed, Plant plant) {
    Set<PointKey> regressed = new HashSet<>();
    inTurn(seed, plant, (trial, group) -> regressed.addAll(trial.regressed(group)));
    return regressed;
  }

  /** The judgement of a group. */
  private interface Judgement {
    void take(LatencyTrial trial, List<PointKey> group) throws InterruptedException;
  }

  private void inTurn(long seed, Plant plant, Judgement judgement) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (List<Segment> group : groups.values()) {
      ReplayedRounds rounds = new ReplayedRounds(group, blockLength, seeds.nextLong(), plant);
      List<PointKey> together = List.copyOf(group.get(0).points());
      double share = (double) together.size() / points.size();
      try {
        judgement.take(new LatencyTrial(rounds, rule, policy, share), together);
      } catch (InterruptedException e) {
        throw new IllegalStateException("a replay waits for nothing", e);
      }
    }
  }

  /** Tells whether a usual rule calls a point slower; the planted arm is the second run there. */
  boolean slower(UsualRule usual, PointKey point, RecordedArm arm, SplittableRandom random) {
    List<Segment> segments =
        groups.values().stream()
            .filter(group -> group.get(0).points().contains(point))
            .findFirst()
            .orElseThrow();
    int first = random.nextInt(segments.size());
    int begin = random.nextInt(segments.get(first).rounds().size());
    int second = first;
    int secondBegin = begin + UsualRule.ROUNDS;
    if (usual.runs() == UsualRule.Runs.RECORDED && segments.size() > 1) {
      second = (first + 1 + random.nextInt(segments.size() - 1)) % segments.size();
      secondBegin = random.nextInt(segments.get(second).rounds().size());
    }
    return usual
        .test()
        .slower(
            nanos(segments.get(first), begin, point, Figures::baseNanos),
            nanos(segments.get(second), secondBegin, point, figures -> nanos(figures, arm)));
  }

  private static double nanos(Figures figures, RecordedArm arm) {
    return figures.baseNanos() * Math.exp(figures.logs().get(arm.ordinal()));
  }

  /** Returns the medians of a run's rounds. */
  private static double[] nanos(
      Segment segment, int begin, PointKey point, ToDoubleFunction<Figures> nanosOf) {
    double[] nanos = new double[UsualRule.ROUNDS];
    for (int i = 0; i < nanos.length; i++) {
      int place = (begin + i) % segment.rounds().size();
      nanos[i] =
          nanosOf.applyAsDouble(segment.rounds().get(place).get(point).figures().get(Aspect.P50));
    }
    return nanos;
  }
}
