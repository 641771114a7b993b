package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgassay.compare.ChangedObservation;
import dev.pgassay.compare.Recorded;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.QueryAnswers;
import dev.pgassay.result.point.RowCheck;
import dev.pgassay.result.point.RowEstimate;
import dev.pgassay.result.point.ServerWork.Counter;
import dev.pgassay.result.point.Validity;
import dev.pgassay.verdict.compare.Comparison.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RecordComparisonTest {
  private final Baseline base = Recorded.base();

  @Test
  void findsNothingInARecordingBesideItself() {
    Comparison comparison = compare(base);
    assertThat(comparison.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(comparison.findings())
        .extracting(Finding::aspect)
        .contains(Aspect.RECALL, Aspect.PLAN, Aspect.BUFFERS, Aspect.WAL);
    assertThat(comparison.findings()).allMatch(it -> it.verdict() == Verdict.OK);
  }

  @Test
  void findsMoreBuffersThanAreBorne() {
    assertThat(only(buffers(812.5 * 1.06), Aspect.BUFFERS).sentence()).contains("+6.0 %");
    assertThat(compare(buffers(812.5 * 1.04)).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void comparesNoCountsThatOtherQueriesExplain() {
    assertThat(executing(80, 1.06).with(Verdict.REGRESSED)).isEmpty();
    assertThat(executing(80, 1.06).with(Verdict.NOT_COMPARABLE))
        .singleElement()
        .returns(Aspect.BUFFERS, Finding::aspect)
        .satisfies(it -> assertThat(it.sentence()).contains("the same queries equally often"));
    assertThat(executing(100, 1.06).with(Verdict.REGRESSED)).hasSize(1);
    assertThat(executing(80, 1.25).with(Verdict.REGRESSED)).hasSize(1);
  }

  /** Compares a base that executed half of 200 queries with a side that executed so many. */
  private Comparison executing(int queries, double timesTheBuffers) {
    return RecordComparison.of(
        Recorded.withFirst(base, it -> executing(it, 100)),
        Recorded.withFirst(buffers(812.5 * timesTheBuffers), it -> executing(it, queries)),
        Policy.DEFAULT);
  }

  private static Observation executing(Observation from, int queries) {
    int[] figures = new int[200];
    Arrays.fill(figures, PerQuery.NONE);
    Arrays.fill(figures, 0, queries, 1);
    String text = PerQuery.encode(figures);
    return new ChangedObservation(from).exact().answers(new QueryAnswers(text, text)).build();
  }

  @Test
  void passesOnlyWithALatencyWhereOneIsAskedFor() {
    Comparison asked = compare(base).requiringLatency();
    PointKey point = base.points().get(0).key();
    assertThat(asked.outcome()).isEqualTo(Outcome.NOT_JUDGED);
    assertThat(asked.lacksLatencyAlone()).isTrue();
    assertThat(asked.and(latency(point, Verdict.UNSTABLE)).outcome()).isEqualTo(Outcome.NOT_JUDGED);
    assertThat(asked.and(latency(point, Verdict.OK)).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(asked.and(latency(point, Verdict.REGRESSED)).outcome()).isEqualTo(Outcome.REGRESSED);
    assertThat(compare(base).lacksLatencyAlone()).isFalse();
  }

  private static Comparison latency(PointKey point, Verdict verdict) {
    return new Comparison(
        "base", "new", List.of(Finding.of(point, Aspect.P50, verdict, "noise")), List.of());
  }

  @Test
  void judgesArmsThatShareAnIndexAsOneBuild() {
    RecordedPoint before = base.points().get(0);
    RecordedPoint after = buffers(812.5 * 1.06).points().get(0);
    assertThat(ofArms(unknownBuild(before), unknownBuild(after), true))
        .contains(tuple(Aspect.BUFFERS, Verdict.REGRESSED));
    assertThat(ofArms(unknownBuild(before), unknownBuild(after), false))
        .contains(tuple(Aspect.BUFFERS_OF_ANOTHER_BUILD, Verdict.OK));
  }

  private static List<Tuple> ofArms(RecordedPoint base, RecordedPoint contender, boolean same) {
    return RecordComparison.ofPoints(List.of(base), List.of(contender), Policy.DEFAULT, same)
        .stream()
        .map(it -> tuple(it.aspect(), it.verdict()))
        .toList();
  }

  private static RecordedPoint unknownBuild(RecordedPoint point) {
    return new RecordedPoint(
        point.benchmark(),
        point.parameters(),
        point.validity(),
        point.reasons(),
        List.of(new ChangedObservation(point.observations().get(0)).ofUnknownBuild().build()));
  }

  @Test
  void tellsOfAnIndexThatIsNewAndBearsOneThatIsGoneWhereThePolicyDoes() {
    TableSize one = new TableSize("events", 8_192, 0, Map.of("events_pkey", 16_384L));
    TableSize two =
        new TableSize("events", 8_192, 0, Map.of("events_pkey", 16_384L, "added", 524_288_000L));
    assertThat(RecordComparison.ofTables(List.of(one), List.of(two), Policy.DEFAULT))
        .extracting(Finding::subject, Finding::sentence)
        .contains(tuple("index added", "new on events, 500.00 MiB"));
    assertThat(RecordComparison.ofTables(List.of(), List.of(two), Policy.DEFAULT))
        .extracting(Finding::subject, Finding::sentence)
        .containsExactly(tuple("table events", "new, 500.02 MiB with its indexes"));
    Policy bearing = new Policy(Map.of(Aspect.INDEXES, 1.0), List.of());
    assertThat(RecordComparison.ofTables(List.of(two), List.of(one), Policy.DEFAULT))
        .anyMatch(it -> it.verdict() == Verdict.MISSING);
    assertThat(RecordComparison.ofTables(List.of(two), List.of(one), bearing))
        .noneMatch(it -> it.verdict().fails());
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
            "events_embedding_hnsw_idx is no longer used: the plan changed from Limit > Index Scan"
                + " Forward using events_embedding_hnsw_idx on events to Limit > Sort > Seq Scan on"
                + " events");
  }

  @Test
  void comparesPlansOfEarlierVersionsWithoutHowNodesWork() {
    Plan earlier = new Plan("aaaa0000", "Aggregate\n  Seq Scan on events");
    Plan hashed = new Plan("bbbb0000", "Aggregate [hashed]\n  Seq Scan on events [parallel]");
    Plan sorted = new Plan("cccc0000", "Aggregate [sorted]\n  Seq Scan on events [parallel]");
    assertThat(planned(earlier, hashed).with(Verdict.REGRESSED)).isEmpty();
    assertThat(planned(hashed, sorted).with(Verdict.REGRESSED))
        .extracting(Finding::aspect)
        .containsExactly(Aspect.PLAN);
  }

  private Comparison planned(Plan before, Plan after) {
    return RecordComparison.of(
        Recorded.withFirst(base, it -> Recorded.planned(it, before)),
        Recorded.withFirst(base, it -> Recorded.planned(it, after)),
        Policy.DEFAULT);
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
    Baseline found = Recorded.withFirst(base, it -> Recorded.recalling(it, 10, 10, 9, 10));
    Baseline lost = Recorded.withFirst(base, it -> Recorded.recalling(it, 10, 9, 9, 10));
    assertThat(RecordComparison.of(found, lost, Policy.DEFAULT).with(Verdict.REGRESSED))
        .singleElement()
        .returns(Aspect.RECALL, Finding::aspect);
  }

  @Test
  void findsAnswersThatChanged() {
    Baseline before = Recorded.withFirst(base, it -> answering(it, 7, 8, 9));
    Baseline after = Recorded.withFirst(base, it -> answering(it, 7, 99, 9, 5));
    assertThat(RecordComparison.of(before, before, Policy.DEFAULT).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(RecordComparison.of(before, after, Policy.DEFAULT).with(Verdict.REGRESSED))
        .singleElement()
        .returns(Aspect.ROWS, Finding::aspect)
        .returns(
            "1 of 3 queries give different answers, the first is query 1 with other rows, or in another"
                + " order",
            Finding::sentence);
  }

  @Test
  void findsAnotherNumberOfRowsWhereNoAnswersAreKept() {
    Baseline before = Recorded.withFirst(base, it -> new ChangedObservation(it).exact().build());
    Baseline after =
        Recorded.withFirst(
            base, it -> new ChangedObservation(it).exact().rowCheck(new RowCheck(9, 10)).build());
    assertThat(RecordComparison.of(before, after, Policy.DEFAULT).with(Verdict.REGRESSED))
        .singleElement()
        .returns("9 to 10 rows, was 10 rows", Finding::sentence);
  }

  @Test
  void findsAnEstimateThatIsOffFurtherThanIsBorne() {
    assertThat(only(estimating(10_000, 900), Aspect.ESTIMATE).sentence())
        .isEqualTo(
            "the planner expected 10,000 rows of Seq Scan on events, which gave 900: off by a"
                + " factor of 11.1, was 1.1; are the statistics stale?");
    assertThat(compare(estimating(10_000, 1_100)).outcome()).isEqualTo(Outcome.PASSED);
  }

  private Baseline estimating(double estimated, double actual) {
    RowEstimate estimate = new RowEstimate("Seq Scan on events", estimated, actual);
    return Recorded.withFirst(base, it -> new ChangedObservation(it).estimate(estimate).build());
  }

  private static Observation answering(Observation from, int... digests) {
    int[] rows = new int[digests.length];
    Arrays.fill(rows, 20);
    return new ChangedObservation(from)
        .exact()
        .answers(new QueryAnswers(PerQuery.encode(rows), PerQuery.encode(digests)))
        .build();
  }

  @Test
  void findsAnIndexOfAPointThatGrew() {
    Baseline grown =
        Recorded.withFirst(base, it -> new ChangedObservation(it).indexSize(90_000_000).build());
    assertThat(only(grown, Aspect.INDEX_SIZE).sentence())
        .isEqualTo("85.83 MiB, was 78.13 MiB (+9.9 %)");
  }

  @Test
  void saysWhichOverrideFitsNoPoint() {
    Policy.Override misspelt =
        new Policy.Override(Pattern.compile("HnswSerch"), Map.of("m", "16"), Map.of());
    Policy policy = new Policy(Map.of(), List.of(misspelt));
    assertThat(RecordComparison.of(base, base, policy).advice())
        .contains("an override of the policy matches no point: benchmark HnswSerch with {m=16}");
    assertThat(compare(base).advice()).noneMatch(it -> it.contains("override"));
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
  void takesAPointThatCouldNotBeMeasuredForNoRegressionAndForNoPass() {
    List<RecordedPoint> points = new ArrayList<>(base.points());
    RecordedPoint first = points.get(0);
    points.set(
        0,
        new RecordedPoint(
            first.benchmark(),
            first.parameters(),
            Validity.FAILED,
            List.of("0 of 1 forks reported"),
            List.of()));
    Comparison comparison = compare(Recorded.withPoints(base, points));
    assertThat(comparison.with(Verdict.REGRESSED)).isEmpty();
    assertThat(comparison.with(Verdict.NOT_MEASURED))
        .singleElement()
        .returns("it is failed: 0 of 1 forks reported", Finding::sentence);
    assertThat(comparison.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(comparison.requiringLatency().outcome()).isEqualTo(Outcome.NOT_JUDGED);
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
  void refusesOtherData() {
    assertThatThrownBy(() -> compare(Recorded.withDataset(base, "f".repeat(64))))
        .isInstanceOf(NotComparable.class)
        .hasMessage(
            "new searched dataset quick (0123456789ab) and new dataset quick (ffffffffffff);"
                + " measure both on the same one");
  }

  @Test
  void judgesTablesOfTheUsersOwnByTheirSizesAndMissesNoneThatNoPlanReadsAnyMore() {
    Baseline before = Recorded.ofOwnTables(base, List.of(own("orders", 5_000, 1), own("c", 9, 1)));
    Baseline after = Recorded.ofOwnTables(base, List.of(own("orders", 5_010, 2)));
    Comparison comparison = RecordComparison.of(before, after, Policy.DEFAULT);
    assertThat(comparison.with(Verdict.MISSING)).isEmpty();
    assertThat(comparison.with(Verdict.REGRESSED))
        .extracting(Finding::subject)
        .containsExactly("table orders");
  }

  @Test
  void refusesTablesOfTheUsersOwnThatHaveOtherData() {
    Baseline before = Recorded.ofOwnTables(base, List.of(own("orders", 5_000, 1), own("c", 9, 1)));
    Baseline grown = Recorded.ofOwnTables(base, List.of(own("orders", 5_600, 1)));
    assertThatThrownBy(() -> RecordComparison.of(before, grown, Policy.DEFAULT))
        .isInstanceOf(NotComparable.class)
        .hasMessage(
            "new read about 5,000 rows of orders and new about 5,600, so their data differ;"
                + " measure both on the same data, or save the baseline again");
    Baseline listed = Recorded.ofOwnTables(base, List.of(own("orders", 5_400, 1), own("c", 19, 1)));
    assertThat(RecordComparison.of(before, listed, Policy.DEFAULT).outcome())
        .isEqualTo(Outcome.PASSED);
  }

  private static TableSize own(String name, long rows, int mebibytes) {
    return new TableSize(name, (long) mebibytes << 20, 0, Map.of(), OptionalLong.of(rows));
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
        .hasMessageContaining("they measured different benchmarks");
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
