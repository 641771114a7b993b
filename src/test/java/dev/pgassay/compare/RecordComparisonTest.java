package dev.pgassay.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.compare.Comparison.Outcome;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.CannedRun;
import dev.pgassay.result.Plan;
import dev.pgassay.result.RecordedPoint;
import dev.pgassay.result.ServerWork.Counter;
import dev.pgassay.result.TableSize;
import dev.pgassay.result.Validity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecordComparisonTest {
  private final Baseline base = Recorded.base();

  @Test
  void findsNothingInARecordingBesideItself() {
    Comparison comparison = compare(base);
    assertThat(comparison.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(comparison.findings())
        .extracting(Finding::aspect)
        .contains(Aspect.ROWS, Aspect.RECALL, Aspect.PLAN, Aspect.BUFFERS, Aspect.WAL);
    assertThat(comparison.findings()).allMatch(it -> it.verdict() == Verdict.OK);
  }

  @Test
  void findsMoreBuffersThanAreBorne() {
    assertThat(only(buffers(812.5 * 1.06), Aspect.BUFFERS).sentence()).contains("+6.0 %");
    assertThat(compare(buffers(812.5 * 1.04)).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void bearsWhatThePolicyBears() {
    Policy.Override override =
        new Policy.Override(
            Pattern.compile("Hnsw.*"), Map.of("ef_search", "10"), Map.of(Aspect.BUFFERS, 0.10));
    Policy policy = new Policy(Map.of(), List.of(override));
    assertThat(RecordComparison.of(base, buffers(812.5 * 1.06), policy).outcome())
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void callsFewerBuffersAnImprovement() {
    Comparison comparison = compare(buffers(400));
    assertThat(comparison.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(comparison.count(Verdict.IMPROVED)).isEqualTo(1);
  }

  @Test
  void saysFromWhichPlanToWhich() {
    Plan scan = new Plan("ffff0000", "Limit\n  Sort\n    Seq Scan on events");
    Baseline changed = Recorded.withFirst(base, it -> Recorded.planned(it, scan));
    assertThat(only(changed, Aspect.PLAN).sentence())
        .isEqualTo(
            "the plan changed from Limit > Index Scan Forward using events_embedding_hnsw_idx on"
                + " events to Limit > Sort > Seq Scan on events");
  }

  @Test
  void findsASortThatSpills() {
    Baseline changed =
        Recorded.withFirst(base, it -> Recorded.counting(it, Counter.TEMP_BLOCKS_WRITTEN, 0));
    Baseline spilling =
        Recorded.withFirst(base, it -> Recorded.counting(it, Counter.TEMP_BLOCKS_WRITTEN, 40));
    Comparison comparison = RecordComparison.of(changed, spilling, Policy.DEFAULT);
    assertThat(comparison.with(Verdict.REGRESSED))
        .singleElement()
        .satisfies(it -> assertThat(it.sentence()).contains("no longer fits into work_mem"));
  }

  @Test
  void findsALossOfRecall() {
    double before = base.points().get(0).observations().get(0).recall().orElseThrow().meanRatio();
    Baseline worse = Recorded.withFirst(base, it -> Recorded.recalling(it, before - 0.011));
    Baseline similar = Recorded.withFirst(base, it -> Recorded.recalling(it, before - 0.009));
    only(worse, Aspect.RECALL);
    assertThat(compare(similar).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void missesAPointThatIsGone() {
    List<RecordedPoint> points = new ArrayList<>(base.points());
    points.remove(0);
    Comparison comparison = compare(Recorded.withPoints(base, points));
    assertThat(comparison.outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(comparison.count(Verdict.MISSING)).isEqualTo(1);
  }

  @Test
  void takesAPointThatBecameInvalidForARegression() {
    List<RecordedPoint> points = new ArrayList<>(base.points());
    RecordedPoint first = points.get(0);
    points.set(
        0,
        new RecordedPoint(
            first.benchmark(),
            first.parameters(),
            Validity.INVALID,
            List.of("the plan does not use the index"),
            List.of()));
    assertThat(only(Recorded.withPoints(base, points), Aspect.VALIDITY).sentence())
        .isEqualTo("it is invalid: the plan does not use the index");
  }

  @Test
  void missesAnIndexThatIsGoneAndFindsATableThatGrew() {
    Baseline changed =
        Recorded.withTables(
            base,
            table ->
                new TableSize(table.table(), table.heapBytes() * 2, table.toastBytes(), Map.of()));
    Comparison comparison = compare(changed);
    int indexes = base.tableSizes().stream().mapToInt(it -> it.indexBytes().size()).sum();
    assertThat(comparison.count(Verdict.MISSING)).isEqualTo(indexes);
    assertThat(comparison.with(Verdict.REGRESSED))
        .extracting(Finding::aspect)
        .contains(Aspect.TABLE_SIZE)
        .containsOnly(Aspect.TABLE_SIZE);
  }

  @Test
  void refusesAnotherK() {
    List<RecordedPoint> points =
        base.points().stream()
            .map(
                it -> {
                  Map<String, String> parameters = new HashMap<>(it.parameters());
                  parameters.put("k", "20");
                  return new RecordedPoint(
                      it.benchmark(), parameters, it.validity(), it.reasons(), it.observations());
                })
            .toList();
    assertThatThrownBy(() -> compare(Recorded.withPoints(base, points)))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("no point in common: k is 10 and 20");
  }

  @Test
  void refusesOtherBenchmarks() {
    Baseline other = Baseline.of("other", List.of(CannedRun.otherBenchmark()));
    assertThatThrownBy(() -> compare(other))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("they measured other benchmarks");
  }

  private Baseline buffers(double blocks) {
    return Recorded.withFirst(base, it -> Recorded.counting(it, Counter.SHARED_BLOCKS_HIT, blocks));
  }

  private Comparison compare(Baseline contender) {
    return RecordComparison.of(base, contender, Policy.DEFAULT);
  }

  private Finding only(Baseline contender, Aspect aspect) {
    List<Finding> regressed = compare(contender).with(Verdict.REGRESSED);
    assertThat(regressed).singleElement().returns(aspect, Finding::aspect);
    return regressed.get(0);
  }
}
