package dev.pgassay.verdict.compare;

import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.stats.MeanDifference;
import dev.pgassay.stats.SignTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares recall by the queries that both sides executed. On one and the same build of an index
 * nothing is left to chance, and any loss beyond the tolerance counts. Builds of an HNSW index are
 * random: between two builds, single queries win and lose. A loss must therefore occur in
 * significantly more queries than a gain. If a side has several builds, the mean must also be lower
 * by more than their spread explains.
 */
final class RecallComparison {
  /** The significance level of the sign test over queries and of the spread between builds. */
  private static final double SIGNIFICANCE = 0.01;

  private final PointKey key;
  private final List<Observation> base;
  private final List<Observation> contender;
  private final Policy policy;
  private final boolean sameBuild;

  private RecallComparison(
      RecordedPoint base, RecordedPoint contender, Policy policy, boolean sameBuild) {
    this.key = base.key();
    this.base = recalling(base);
    this.contender = recalling(contender);
    this.policy = policy;
    this.sameBuild = sameBuild;
  }

  static List<Finding> findings(
      RecordedPoint base, RecordedPoint contender, Policy policy, boolean sameBuild) {
    RecallComparison comparison = new RecallComparison(base, contender, policy, sameBuild);
    return comparison.base.isEmpty() || comparison.contender.isEmpty()
        ? List.of()
        : comparison.findings();
  }

  private static List<Observation> recalling(RecordedPoint point) {
    return point.observations().stream().filter(it -> it.recall().isPresent()).toList();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Ratios before = Ratios.of(base);
    Ratios after = Ratios.of(contender);
    int[] common = before.common(after);
    if (common.length == 0) {
      String none = "no query was executed on both sides; measure longer";
      findings.add(Finding.of(key, Aspect.RECALL, Verdict.NOT_COMPARABLE, none));
    } else {
      findings.add(paired(before, after, common));
    }
    double floor = policy.tolerance(Aspect.RECALL_FLOOR, key);
    if (floor > 0) {
      double mean = after.mean(after.common(after));
      findings.add(
          Finding.of(
              key,
              Aspect.RECALL_FLOOR,
              mean < floor ? Verdict.REGRESSED : Verdict.OK,
              format("recall %.4f, the policy requires at least %.4f", mean, floor)));
    }
    return findings;
  }

  private Finding paired(Ratios before, Ratios after, int[] common) {
    int fewer = 0;
    int more = 0;
    for (int query : common) {
      int sign = Double.compare(after.ratio(query), before.ratio(query));
      fewer += sign < 0 ? 1 : 0;
      more += sign > 0 ? 1 : 0;
    }
    double byChance =
        MeanDifference.byChance(means(base, common), means(contender, common), SIGNIFICANCE);
    double tolerated = Math.max(policy.tolerance(Aspect.RECALL, key), sameBuild ? 0 : byChance);
    double loss = before.mean(common) - after.mean(common);
    double chance = SignTest.greater(loss > 0 ? fewer : more, loss > 0 ? more : fewer);
    boolean sure = sameBuild || chance <= SIGNIFICANCE;
    String sentence =
        format(
            "recall %.4f, was %.4f, over %,d queries of which %,d found less and %,d more (p ="
                + " %.2g%s); a loss of %.4f is tolerated%s",
            after.mean(common),
            before.mean(common),
            common.length,
            fewer,
            more,
            chance,
            sameBuild ? ", on the same build" : "",
            tolerated,
            !sameBuild && byChance > policy.tolerance(Aspect.RECALL, key)
                ? ", the spread between builds"
                : "");
    Verdict verdict =
        Math.abs(loss) <= tolerated || !sure
            ? Verdict.OK
            : loss > 0 ? Verdict.REGRESSED : Verdict.IMPROVED;
    return Finding.of(key, Aspect.RECALL, verdict, sentence);
  }

  /** Returns the mean of each build over the queries, because it is the builds that vary. */
  private static double[] means(List<Observation> observations, int[] queries) {
    Map<Optional<Instant>, List<Observation>> byBuild = new LinkedHashMap<>();
    observations.forEach(
        it -> byBuild.computeIfAbsent(it.indexBuiltAt(), build -> new ArrayList<>()).add(it));
    return byBuild.values().stream()
        .map(Ratios::of)
        .mapToDouble(ratios -> ratios.mean(queries))
        .toArray();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** The recall of each query, a mean over observations; NaN if one of them lacks it. */
  private record Ratios(double[] ratios) {
    static Ratios of(Collection<Observation> observations) {
      List<double[]> all =
          observations.stream().flatMap(it -> it.recall().stream()).map(Ratios::decoded).toList();
      int queries = all.stream().mapToInt(it -> it.length).min().orElse(0);
      double[] means = new double[queries];
      Arrays.setAll(means, query -> all.stream().mapToDouble(it -> it[query]).sum() / all.size());
      return new Ratios(means);
    }

    private static double[] decoded(RecallSummary recall) {
      int[] found = PerQuery.decode(recall.byQuery().found());
      int[] expected = PerQuery.decode(recall.byQuery().expected());
      double[] ratios = new double[Math.min(found.length, expected.length)];
      Arrays.setAll(
          ratios,
          query -> expected[query] < 1 ? Double.NaN : (double) found[query] / expected[query]);
      return ratios;
    }

    int[] common(Ratios other) {
      int queries = Math.min(ratios.length, other.ratios.length);
      return IntStream.range(0, queries)
          .filter(it -> !Double.isNaN(ratios[it]) && !Double.isNaN(other.ratios[it]))
          .toArray();
    }

    double ratio(int query) {
      return ratios[query];
    }

    double mean(int[] queries) {
      return Arrays.stream(queries).mapToDouble(this::ratio).average().orElse(Double.NaN);
    }
  }
}
