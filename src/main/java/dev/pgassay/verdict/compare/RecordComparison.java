package dev.pgassay.verdict.compare;

import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.PointKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges two recordings by rows, recall, plans, the server's work and sizes, which are the same on
 * any machine. It does not judge latency, because recorded latencies of two runs differ with the
 * hour of the day; it reports latency as advice.
 */
public final class RecordComparison {
  /** A good deal more than one ANALYZE of unchanged tables differs from the next. */
  private static final double MOST_OTHER_ROWS_RATIO = 0.1;

  /** A short list may get a few entries more. */
  private static final long MOST_OTHER_ROWS = 100;

  private final Baseline base;
  private final Baseline contender;
  private final Policy policy;

  private RecordComparison(Baseline base, Baseline contender, Policy policy) {
    this.base = base;
    this.contender = contender;
    this.policy = policy;
  }

  /**
   * Compares two recordings.
   *
   * @param base the side that is compared with
   * @param contender the side that is judged
   * @param policy how much of a difference is tolerated
   * @return the findings, and advice on latency
   * @throws NotComparable if the data differ or if no point is in both
   */
  public static Comparison of(Baseline base, Baseline contender, Policy policy) {
    return new RecordComparison(base, contender, policy).compare();
  }

  /**
   * Compares points that were measured in one job, each with the one at the same position.
   *
   * @param base points of the base
   * @param contender the same number of points, of the side that is judged; if an arm has other
   *     parameters, both have the base's name
   * @param policy how much of a difference is tolerated
   * @param sameIndexes whether both sides searched one and the same build of every index, so that
   *     nothing is left to chance
   * @return findings about rows, recall, plans and the server's work
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
   * @param policy how much of a difference is tolerated
   * @return findings about tables and indexes, including new ones
   */
  public static List<Finding> ofTables(
      List<TableSize> base, List<TableSize> contender, Policy policy) {
    return SizeComparison.findings(base, contender, policy);
  }

  private Comparison compare() {
    requireSameData();
    requireAsManyRows();
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
                "measured in " + base.name() + " but not in " + contender.name()));
      }
    }
    findings.addAll(SizeComparison.findings(tablesThatCanBeGone(), contender.tableSizes(), policy));
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

  /**
   * Requires about as many rows in tables of the user's own. Only the planner's estimate of them is
   * known, which changes a little with every ANALYZE.
   */
  private void requireAsManyRows() {
    Map<String, TableSize> after =
        contender.tableSizes().stream().collect(Collectors.toMap(TableSize::table, it -> it));
    for (TableSize before : base.tableSizes()) {
      OptionalLong now =
          Optional.ofNullable(after.get(before.table()))
              .map(TableSize::estimatedRows)
              .orElse(OptionalLong.empty());
      if (before.estimatedRows().isPresent() && now.isPresent()) {
        requireAsManyRows(before.table(), before.estimatedRows().getAsLong(), now.getAsLong());
      }
    }
  }

  private void requireAsManyRows(String table, long before, long now) {
    long difference = Math.abs(now - before);
    if (difference > MOST_OTHER_ROWS && difference > MOST_OTHER_ROWS_RATIO * before) {
      throw new NotComparable(
          String.format(
              Locale.ROOT,
              "%s read about %,d rows of %s and %s about %,d, so their data differ; measure both"
                  + " on the same data, or save the baseline again",
              base.name(),
              before,
              table,
              contender.name(),
              now));
    }
  }

  /**
   * Returns the tables that may be missing from the contender. A table of the user's own that no
   * plan reads any more still exists.
   */
  private List<TableSize> tablesThatCanBeGone() {
    if (!base.arm().dataset().ofUser()) {
      return base.tableSizes();
    }
    Set<String> read =
        contender.tableSizes().stream().map(TableSize::table).collect(Collectors.toSet());
    return base.tableSizes().stream().filter(table -> read.contains(table.table())).toList();
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

  /** Names a parameter in which the first points of the same benchmark differ. */
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
    return ": they measured different benchmarks";
  }

  private static String value(RecordedPoint point, String parameter) {
    return point.parameters().getOrDefault(parameter, "absent");
  }

  private static Map<PointKey, RecordedPoint> points(Baseline baseline) {
    Map<PointKey, RecordedPoint> points = new LinkedHashMap<>();
    baseline.points().forEach(point -> points.put(point.key(), point));
    return points;
  }
}
