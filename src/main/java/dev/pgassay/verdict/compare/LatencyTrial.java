package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.stats.BenjaminiHochberg;
import dev.pgassay.stats.DetectableShift;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Judges latencies by rounds, as many as it takes. Rounds of all points continue until each is
 * clearly no regression or is suspected of one, or time is up. Fresh rounds alone then judge the
 * suspected regressions, so that neither looking often nor looking at many points causes a false
 * alarm. The trial does not know whether rounds come from a server or a recording. Not thread-safe.
 *
 * <p>A suite is judged part by part, because only points that share a build can take turns. Each
 * part has its share of the suite's false discovery rate, so that the parts together keep the whole
 * one: a discovery of a part is one of Benjamini and Hochberg's procedure over the whole suite too.
 */
public final class LatencyTrial {
  /** The power of each of the two stages, so that both together have {@link LatencyRule#POWER}. */
  private static final double POWER_OF_A_STAGE = Math.sqrt(LatencyRule.POWER);

  private final Rounds source;
  private final LatencyRule rule;
  private final Policy policy;
  private final double rate;
  private final Map<PointKey, List<Round>> first = new LinkedHashMap<>();
  private final Map<PointKey, List<Round>> fresh = new LinkedHashMap<>();
  private boolean outOfTime;

  /** A source of rounds. */
  public interface Rounds {
    /**
     * Runs a round of each point.
     *
     * @param points whose rounds are wanted
     * @return a round of each of them
     * @throws InterruptedException if the comparison is ended
     */
    Map<PointKey, Round> next(Collection<PointKey> points) throws InterruptedException;

    /**
     * Tells whether there is time for more rounds.
     *
     * @param confirming whether they would confirm a suspected regression, for which time is kept
     *     back
     */
    boolean timeLeft(boolean confirming);
  }

  /**
   * @param source of rounds
   * @param rule how they are judged
   * @param policy how much of a difference is tolerated
   * @param share of the suite's points that are judged here, above 0 and at most 1
   */
  public LatencyTrial(Rounds source, LatencyRule rule, Policy policy, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1: " + share);
    }
    this.source = source;
    this.rule = rule;
    this.policy = policy;
    this.rate = rule.falseDiscoveryRate() * share;
  }

  /**
   * Judges points.
   *
   * @param points all that are compared
   * @return a finding for each percentile of each point that had enough operations
   * @throws InterruptedException if the comparison is ended
   */
  public List<Finding> judge(Collection<PointKey> points) throws InterruptedException {
    Set<Test> suspected = suspect(points);
    Set<Test> confirmed = confirm(suspected);
    List<Finding> findings = new ArrayList<>();
    for (PointKey point : points) {
      for (Aspect aspect : RoundSeries.aspects(first.get(point))) {
        Test test = new Test(point, aspect);
        findings.add(finding(test, suspected.contains(test), confirmed.contains(test)));
      }
    }
    return findings;
  }

  /**
   * Judges points and tells only which of them regressed.
   *
   * @param points all that are compared
   * @return the points of which {@link #judge} would find a percentile regressed
   * @throws InterruptedException if the comparison is ended
   */
  public Set<PointKey> regressed(Collection<PointKey> points) throws InterruptedException {
    Set<Test> suspected = suspect(points);
    Set<Test> confirmed = new LinkedHashSet<>(confirm(suspected));
    confirmed.retainAll(suspected);
    return points(confirmed);
  }

  /**
   * Tells how large a slowdown of a point would have been found, once points were judged.
   *
   * @param point one of them
   * @param aspect a percentile for which it had enough operations
   * @return such as 0.08; nothing if there were too few rounds to find any
   */
  public OptionalDouble detectable(PointKey point, Aspect aspect) {
    return detectable(new Test(point, aspect), RoundSeries.of(first.get(point), aspect));
  }

  /** Runs the first stage. */
  private Set<Test> suspect(Collection<PointKey> points) throws InterruptedException {
    points.forEach(point -> first.put(point, new ArrayList<>()));
    Set<PointKey> open = new LinkedHashSet<>(points);
    while (!open.isEmpty() && rounds(first, open) < rule.mostRounds()) {
      if (!source.timeLeft(false)) {
        outOfTime = true;
        break;
      }
      source.next(open).forEach((point, round) -> first.get(point).add(round));
      if (rounds(first, open) >= rule.leastRounds()) {
        Set<PointKey> suspected = points(suspected(first, rate));
        open.removeIf(point -> suspected.contains(point) || clear(point));
      }
    }
    return suspected(first, rate);
  }

  /** Returns the number of rounds of all points together, confirming ones included. */
  public int roundsRun() {
    return first.values().stream().mapToInt(List::size).sum()
        + fresh.values().stream().mapToInt(List::size).sum();
  }

  private record Test(PointKey point, Aspect aspect) {}

  /** Runs the second stage, on fresh rounds alone. */
  private Set<Test> confirm(Set<Test> suspected) throws InterruptedException {
    Set<PointKey> points = points(suspected);
    points.forEach(point -> fresh.put(point, new ArrayList<>()));
    for (int i = 0;
        !points.isEmpty() && i < rule.confirmingRounds() && source.timeLeft(true);
        i++) {
      source.next(points).forEach((point, round) -> fresh.get(point).add(round));
    }
    return suspected(fresh, rule.falseDiscoveryRate());
  }

  private static int rounds(Map<PointKey, List<Round>> rounds, Set<PointKey> points) {
    return points.stream().mapToInt(point -> rounds.get(point).size()).min().orElse(0);
  }

  private static Set<PointKey> points(Set<Test> tests) {
    Set<PointKey> points = new LinkedHashSet<>();
    tests.forEach(test -> points.add(test.point()));
    return points;
  }

  /** Tells whether nothing that matters can hide in any percentile. */
  private boolean clear(PointKey point) {
    return RoundSeries.aspects(first.get(point)).stream()
        .allMatch(
            aspect ->
                rule.clear(
                    RoundSeries.of(first.get(point), aspect), policy.tolerance(aspect, point)));
  }

  /** Returns the tests that pass every condition of a regression over these rounds. */
  private Set<Test> suspected(Map<PointKey, List<Round>> rounds, double rate) {
    Map<Test, RoundSeries> series = new LinkedHashMap<>();
    rounds.forEach(
        (point, seen) ->
            RoundSeries.aspects(seen)
                .forEach(
                    aspect -> series.put(new Test(point, aspect), RoundSeries.of(seen, aspect))));
    double[] pValues = series.values().stream().mapToDouble(RoundSeries::slowerPValue).toArray();
    boolean[] discovered = BenjaminiHochberg.discoveries(pValues, rate);
    Set<Test> found = new LinkedHashSet<>();
    int next = 0;
    for (Map.Entry<Test, RoundSeries> entry : series.entrySet()) {
      if (discovered[next++] && rule.matters(entry.getValue(), tolerance(entry.getKey()))) {
        found.add(entry.getKey());
      }
    }
    return found;
  }

  private double tolerance(Test test) {
    return policy.tolerance(test.aspect(), test.point());
  }

  private Finding finding(Test test, boolean suspected, boolean confirmed) {
    RoundSeries all = RoundSeries.of(first.get(test.point()), test.aspect());
    RoundSeries judged = suspected ? RoundSeries.of(fresh.get(test.point()), test.aspect()) : all;
    RoundSeries told = judged.rounds() > 0 ? judged : all;
    Effect effect = effect(test, told, all);
    Verdict verdict =
        suspected && confirmed
            ? Verdict.REGRESSED
            : judged.rounds() < rule.leastRounds()
                ? Verdict.UNSTABLE
                : unlessRegressed(test, told, effect);
    return new Finding(
        test.point().display(),
        Optional.of(test.point()),
        test.aspect(),
        verdict,
        sentence(verdict, effect, suspected, judged.rounds()),
        Optional.of(effect));
  }

  private Effect effect(Test test, RoundSeries told, RoundSeries all) {
    return new Effect(
        told.rounds(),
        told.changeRatio(),
        told.interval(rule.resamples()),
        told.slowerPValue(),
        told.controlRatio(),
        detectable(test, all),
        told.medianBaseNanos());
  }

  /**
   * Returns the smallest change that both stages would have found if it were the only regression of
   * the suite. A point that was clear early would have run more rounds if it had not been clear.
   */
  private OptionalDouble detectable(Test test, RoundSeries series) {
    long tests = first.values().stream().mapToLong(seen -> RoundSeries.aspects(seen).size()).sum();
    int rounds = outOfTime ? series.rounds() : Math.max(series.rounds(), rule.mostRounds());
    OptionalDouble suspected = detectable(test, series, rate / tests, rounds);
    OptionalDouble confirmed =
        detectable(test, series, rule.falseDiscoveryRate(), rule.confirmingRounds());
    return suspected.isPresent() && confirmed.isPresent()
        ? OptionalDouble.of(Math.expm1(Math.max(suspected.getAsDouble(), confirmed.getAsDouble())))
        : OptionalDouble.empty();
  }

  /** Returns the smallest change that one stage would have found, as a logarithm. */
  private OptionalDouble detectable(Test test, RoundSeries series, double level, int rounds) {
    double least =
        Math.log1p(Math.max(tolerance(test), rule.leastNanos() / series.medianBaseNanos()));
    return DetectableShift.smallest(
        series.logs(),
        series.logsAgainstControl(),
        new DetectableShift.Rule(least, level, rounds),
        POWER_OF_A_STAGE,
        series.rounds());
  }

  private Verdict unlessRegressed(Test test, RoundSeries told, Effect effect) {
    double tolerance = tolerance(test);
    if (rule.unstable(effect.controlRatio(), effect.interval(), tolerance)) {
      return Verdict.UNSTABLE;
    }
    return rule.faster(told, effect, tolerance, rate / first.size())
        ? Verdict.IMPROVED
        : Verdict.OK;
  }

  private String sentence(Verdict verdict, Effect effect, boolean suspected, int judgedRounds) {
    return effect.change()
        + switch (verdict) {
          case REGRESSED -> ", confirmed by fresh rounds";
          case UNSTABLE -> ", " + whyUnstable(suspected, judgedRounds);
          case IMPROVED -> "";
          default ->
              (suspected
                      ? ": suspected in the first rounds, not confirmed by fresh rounds"
                      : ": no difference detected")
                  + effect.detectable();
        };
  }

  private String whyUnstable(boolean suspected, int judgedRounds) {
    if (judgedRounds >= rule.leastRounds()) {
      return "too noisy to say";
    }
    String needed = " of the " + rule.leastRounds() + " that are needed";
    return (suspected
            ? "suspected, but there was time for only " + judgedRounds + " fresh ones" + needed
            : "too few" + needed)
        + "; give a larger --budget or compare it alone";
  }
}
