package dev.pgassay.verdict.compare;

import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.RowEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the plans of a point: their shape, their indexes, and the planner's estimates. */
final class PlanComparison {
  /**
   * The planner's statistics are a sample: an error is worse only if it is more than so many times
   * as large.
   */
  private static final double CLEARLY_WORSE = 2;

  /** The sentence about plans of the same shape. */
  static final String SAME = "the same plan";

  private static final Pattern INDEX =
      Pattern.compile(" using (.+?)(?= on | \\[|$)", Pattern.MULTILINE);

  private static final Pattern DETAIL = Pattern.compile("( \\[[a-z]+])+$", Pattern.MULTILINE);

  private final PointKey key;
  private final List<Observation> base;
  private final List<Observation> contender;
  private final Policy policy;

  private PlanComparison(RecordedPoint base, RecordedPoint contender, Policy policy) {
    this.key = base.key();
    this.base = base.observations();
    this.contender = contender.observations();
    this.policy = policy;
  }

  static List<Finding> findings(RecordedPoint base, RecordedPoint contender, Policy policy) {
    PlanComparison comparison = new PlanComparison(base, contender, policy);
    List<Finding> findings = new ArrayList<>();
    comparison.shape().ifPresent(findings::add);
    comparison.estimate().ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> shape() {
    List<Plan> before = plans(base);
    List<Plan> after = plans(contender);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    Optional<Plan> other =
        after.stream().filter(it -> before.stream().noneMatch(was -> same(was, it))).findFirst();
    return Optional.of(
        other
            .map(
                it ->
                    Finding.of(
                        key,
                        Aspect.PLAN,
                        policy.tolerance(Aspect.PLAN, key) >= 1 ? Verdict.OK : Verdict.REGRESSED,
                        change(before.get(before.size() - 1), it)))
            .orElseGet(() -> Finding.of(key, Aspect.PLAN, Verdict.OK, SAME)));
  }

  /** Recordings of earlier versions do not tell how nodes work: they are compared without it. */
  private static boolean same(Plan before, Plan after) {
    return before.fingerprint().equals(after.fingerprint())
        || (!hasDetails(before) || !hasDetails(after))
            && withoutDetails(before).equals(withoutDetails(after));
  }

  private static boolean hasDetails(Plan plan) {
    return DETAIL.matcher(plan.text()).find();
  }

  private static String withoutDetails(Plan plan) {
    return DETAIL.matcher(plan.text()).replaceAll("");
  }

  private static List<Plan> plans(List<Observation> observations) {
    return observations.stream().flatMap(it -> it.plan().stream()).toList();
  }

  private static String change(Plan before, Plan after) {
    Set<String> left = indexes(before);
    Set<String> taken = indexes(after);
    left.removeAll(indexes(after));
    taken.removeAll(indexes(before));
    String indexes =
        (left.isEmpty() ? "" : listed(left) + " no longer used: ")
            + (taken.isEmpty() ? "" : listed(taken) + " used instead: ");
    return indexes + "the plan changed from " + oneLine(before) + " to " + oneLine(after);
  }

  private static String listed(Set<String> names) {
    return String.join(", ", names) + (names.size() == 1 ? " is" : " are");
  }

  private static Set<String> indexes(Plan plan) {
    return INDEX
        .matcher(plan.text())
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String oneLine(Plan plan) {
    return plan.text().lines().map(String::strip).collect(Collectors.joining(" > "));
  }

  private Optional<Finding> estimate() {
    Optional<RowEstimate> before = worst(base);
    Optional<RowEstimate> after = worst(contender);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    double was = before.get().errorRatio();
    double is = after.get().errorRatio();
    boolean worse = is > policy.tolerance(Aspect.ESTIMATE, key) && is > CLEARLY_WORSE * was;
    return Optional.of(
        Finding.of(
            key,
            Aspect.ESTIMATE,
            worse ? Verdict.REGRESSED : Verdict.OK,
            String.format(
                Locale.ROOT,
                "the planner expected %,.0f rows of %s, which gave %,.0f: off by a factor of"
                    + " %.1f, was %.1f%s",
                after.get().estimatedRows(),
                after.get().node(),
                after.get().actualRows(),
                is,
                was,
                worse ? "; are the statistics stale?" : "")));
  }

  private static Optional<RowEstimate> worst(List<Observation> observations) {
    return observations.stream()
        .flatMap(it -> it.estimate().stream())
        .max(Comparator.comparingDouble(RowEstimate::errorRatio));
  }
}
