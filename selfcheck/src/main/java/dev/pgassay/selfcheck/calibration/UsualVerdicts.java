package dev.pgassay.selfcheck.calibration;

import dev.pgassay.verdict.compare.ComparedRounds;
import dev.pgassay.verdict.compare.Round.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the usual rules say of the very rounds that {@code ab} judged. They compare runs that were
 * not interleaved: the base's rounds of the first half are the last run, the other arm's of the
 * second half the new one. Between the two lie minutes only, where the usual rules have hours or
 * days between them, so that these verdicts are more favourable to them than their use. The rounds
 * of another comparison, one that was run earlier, can be the last run as well. Immutable.
 *
 * @param said of every point and rule
 * @param tooFew points that had too few rounds
 */
record UsualVerdicts(List<Said> said, List<String> tooFew) {
  /** Of two times five observations the test of Mann and Whitney can say something. */
  static final int LEAST_ROUNDS = 10;

  /** Copies the lists. */
  public UsualVerdicts {
    said = List.copyOf(said);
    tooFew = List.copyOf(tooFew);
  }

  /**
   * What a rule says of a point.
   *
   * @param point as people read it
   * @param rule in words
   * @param ofContender whether it calls the contender slower
   * @param ofControl whether it calls the control slower, which is equal to the base
   */
  public record Said(String point, String rule, boolean ofContender, boolean ofControl) {}

  /**
   * Asks the rules.
   *
   * @param rounds of a comparison
   * @param last rounds of an earlier one, whose base is the last run; empty for halves
   * @return what they say
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
