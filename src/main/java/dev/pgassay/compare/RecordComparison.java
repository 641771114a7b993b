package dev.pgassay.compare;

import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.PointKey;
import dev.pgassay.result.RecordedPoint;
import dev.pgassay.result.TableSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges what two recordings say of rows, recall, plans, the server's work and sizes: what is the
 * same on any machine. Latency is not judged here, since recorded latencies of two runs differ with
 * the hour of the day; it is told as advice.
 */
public final class RecordComparison {
  private final Baseline base;
  private final Baseline contender;
  private final Policy policy;

  private RecordComparison(Baseline base, Baseline contender, Policy policy) {
    this.base = base;
    this.contender = contender;
    this.policy = policy;
  }

  /**
   * Compares.
   *
   * @param base the side that is compared with
   * @param contender the side that is judged
   * @param policy how much of a difference is borne
   * @return what is said
   * @throws NotComparable where the data differ or no point is in both
   */
  public static Comparison of(Baseline base, Baseline contender, Policy policy) {
    return new RecordComparison(base, contender, policy).compare();
  }

  /**
   * Compares points that were measured in one job, each with the one at its place.
   *
   * @param base points of the base
   * @param contender the same number of points, of the side that is judged; where an arm has other
   *     parameters, the base's name stands for both
   * @param policy how much of a difference is borne
   * @param sameIndexes whether both sides searched one and the same build of every index, of which
   *     nothing is left to chance
   * @return what is said of rows, recall, plans and the server's work
   */
  public static List<Finding> ofPoints(
      List<RecordedPoint> base, List<RecordedPoint> contender, Policy policy, boolean sameIndexes) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      findings.addAll(
          new PointComparison(base.get(i), contender.get(i), policy, sameIndexes).findings());
    }
    return findings;
  }

  /**
   * Compares the databases of two arms that were made in one job.
   *
   * @param base tables of the base
   * @param contender tables of the side that is judged
   * @param policy how much of a difference is borne
   * @return what is said of tables and indexes, those that are new among them
   */
  public static List<Finding> ofTables(
      List<TableSize> base, List<TableSize> contender, Policy policy) {
    return SizeComparison.findings(base, contender, policy);
  }

  private Comparison compare() {
    requireSameData();
    requireCommonPoint();
    List<Finding> findings = new ArrayList<>();
    Map<PointKey, RecordedPoint> others = points(contender);
    for (RecordedPoint point : base.points()) {
      RecordedPoint other = others.get(point.key());
      if (other != null) {
        findings.addAll(new PointComparison(point, other, policy, false).findings());
      } else if (point.valid()) {
        findings.add(
            Finding.of(
                point.key(),
                Aspect.VALIDITY,
                Verdict.MISSING,
                "measured in " + base.name() + " and not there in " + contender.name()));
      }
    }
    findings.addAll(SizeComparison.findings(base.tableSizes(), contender.tableSizes(), policy));
    List<String> advice = new ArrayList<>(policy.withoutEffect(points(base).keySet()));
    advice.addAll(RecordedLatency.advice(base, contender));
    return new Comparison(base.name(), contender.name(), findings, advice);
  }

  private void requireSameData() {
    String before = base.arm().dataset().identity();
    String after = contender.arm().dataset().identity();
    if (!before.equals(after)) {
      throw new NotComparable(
          "%s searched dataset %s (%s) and %s dataset %s (%s); measure both on the same one"
              .formatted(
                  base.name(),
                  base.arm().dataset().name(),
                  before.substring(0, 12),
                  contender.name(),
                  contender.arm().dataset().name(),
                  after.substring(0, 12)));
    }
  }

  private void requireCommonPoint() {
    Set<PointKey> common = new LinkedHashSet<>(points(base).keySet());
    common.retainAll(points(contender).keySet());
    if (common.isEmpty()) {
      throw new NotComparable(
          "%s and %s have no point in common%s"
              .formatted(base.name(), contender.name(), differences()));
    }
  }

  /** In which parameters the first points of the same benchmark differ. */
  private String differences() {
    for (RecordedPoint point : base.points()) {
      for (RecordedPoint other : contender.points()) {
        if (point.benchmark().equals(other.benchmark())) {
          Set<String> names = new LinkedHashSet<>(point.parameters().keySet());
          names.addAll(other.parameters().keySet());
          return names.stream()
              .filter(name -> !value(point, name).equals(value(other, name)))
              .map(name -> name + " is " + value(point, name) + " and " + value(other, name))
              .findFirst()
              .map(text -> ": " + text + " in " + point.benchmark())
              .orElse("");
        }
      }
    }
    return ": they measured other benchmarks";
  }

  private static String value(RecordedPoint point, String parameter) {
    return point.parameters().getOrDefault(parameter, "not there");
  }

  private static Map<PointKey, RecordedPoint> points(Baseline baseline) {
    Map<PointKey, RecordedPoint> points = new LinkedHashMap<>();
    baseline.points().forEach(point -> points.put(point.key(), point));
    return points;
  }
}
