package dev.pgassay.selfcheck.calibration;

import dev.pgassay.verdict.compare.ComparedRounds;
import dev.pgassay.verdict.compare.Round.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The verdicts of the usual rules on the rounds that {@code ab} judged. These rules compare runs
 * that were not interleaved: here the base's rounds of the first half are the last run, and the
 * other arm's of the second half the new one. Only minutes separate the two, whereas the usual
 * rules have hours or days between them, so these verdicts are more favourable to them than their
 * normal use. The last run can also be the rounds of an earlier comparison. Immutable.
 *
 * @param said verdicts by point and rule
 * @param tooFew points with too few rounds
 */
record UsualVerdicts(List<Said> said, List<String> tooFew) {
  /** The test of Mann and Whitney needs two times five observations. */
  static final int LEAST_ROUNDS = 10;

  public UsualVerdicts {
    said = List.copyOf(said);
    tooFew = List.copyOf(tooFew);
  }

  /**
   * The verdicts of a rule on a point.
   *
   * @param point as people read it
   * @param rule in words
   * @param ofContender whether it calls the contender slower
   * @param ofControl whether it calls the control slower, which is equal to the base
   */
  public record Said(String point, String rule, boolean ofContender, boolean ofControl) {}

  /**
   * Applies the rules.
   *
   * @param rounds of a comparison
   * @param last rounds of an earlier one, whose base is the last run; empty to use halves
   */
  public static UsualVerdicts of(ComparedRounds rounds, Optional<ComparedRounds> last) {
    List<Said> said = new ArrayList<>();
    List<String> tooFew = new ArrayList<>();
    for (Map.Entry<String, List<Figure>> point : rounds.medians().entrySet()) {
      List<Figure> figures = point.getValue();
      List<Figure> before =
          last.map(it -> it.medians().getOrDefault(point.getKey(), List.of()))
              .orElseGet(() -> figures.subList(0, figures.size() / 2));
      List<Figure> after =
          last.isPresent() ? figures : figures.subList(figures.size() / 2, figures.size());
      if (before.size() < LEAST_ROUNDS / 2 || after.size() < LEAST_ROUNDS / 2) {
        tooFew.add(point.getKey());
      } else {
        UsualRule.all().forEach(rule -> said.add(said(point.getKey(), rule, before, after)));
      }
    }
    return new UsualVerdicts(said, tooFew);
  }

  private static Said said(String point, UsualRule rule, List<Figure> before, List<Figure> after) {
    double[] base = nanos(before, figure -> 0);
    return new Said(
        point,
        rule.name(),
        rule.test().slower(base, nanos(after, Figure::contenderLog)),
        rule.test().slower(base, nanos(after, Figure::controlLog)));
  }

  private static double[] nanos(List<Figure> figures, ToDoubleFunction<Figure> log) {
    return figures.stream()
        .mapToDouble(figure -> figure.baseNanos() * Math.exp(log.applyAsDouble(figure)))
        .toArray();
  }
}
