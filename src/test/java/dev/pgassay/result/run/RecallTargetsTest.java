package dev.pgassay.result.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.PlanCheck;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.RatioInterval;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.RecallTarget.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecallTargetsTest {
  private static final long SEED = 42;
  private static final String INDEX = "events_embedding_hnsw_idx";

  @Test
  void takesTheLeastEfSearchWhoseLowerEndReaches() {
    List<Point> points =
        List.of(point(200, 1, 0.97, 0.98), point(40, 1, 0.89, 0.92), point(100, 1, 0.90, 0.93));

    RecallTarget target = target(points, 0.90);

    assertThat(target.outcome()).isEqualTo(Outcome.REACHED);
    assertThat(target.at().orElseThrow().efSearch()).isEqualTo(100);
  }

  @Test
  void saysWhereOnlyTheMeanReaches() {
    RecallTarget target =
        target(List.of(point(40, 1, 0.89, 0.92), point(100, 1, 0.895, 0.925)), 0.90);

    assertThat(target.outcome()).isEqualTo(Outcome.REACHED_BY_MEAN_ONLY);
    assertThat(target.at().orElseThrow().efSearch()).isEqualTo(40);
  }

  @Test
  void saysHowCloseItCame() {
    RecallTarget target =
        target(List.of(point(40, 1, 0.70, 0.75), point(100, 1, 0.80, 0.85)), 0.99);

    assertThat(target.outcome()).isEqualTo(Outcome.NOT_REACHED);
    assertThat(target.at().orElseThrow().efSearch()).isEqualTo(100);
  }

  @Test
  void doesNotTakeASequentialScanForAnIndexThatReachedOne() {
    Point scanned =
        builder(400, 1, 1, 1)
            .planCheck(new PlanCheck(Optional.of(INDEX), "Limit > Sort > Seq Scan on events"))
            .build();

    RecallTarget target = target(List.of(point(40, 1, 0.80, 0.85), scanned), 0.99);

    assertThat(target.outcome()).isEqualTo(Outcome.NOT_REACHED);
  }

  @Test
  void doesNotCountAnInvalidPoint() {
    Point invalid = builder(40, 1, 0.95, 0.99).fault(Validity.INVALID, "the plan changed").build();

    RecallTarget target = target(List.of(invalid), 0.90);

    assertThat(target.outcome()).isEqualTo(Outcome.NOT_MEASURED);
    assertThat(target.at()).isEmpty();
  }

  @Test
  void takesTheLowestRecallOfAllNumbersOfClientsAndTheirFiguresInOrder() {
    RecallTarget target = target(List.of(point(40, 8, 0.91, 0.93), point(40, 1, 0.85, 0.87)), 0.90);

    assertThat(target.outcome()).isEqualTo(Outcome.NOT_REACHED);
    RecallAt at = target.at().orElseThrow();
    assertThat(at.meanRatio()).isEqualTo(0.86);
    assertThat(at.figures()).extracting(it -> it.clients().getAsInt()).containsExactly(1, 8);
  }

  @Test
  void judgesEveryIndexByItself() {
    List<RecallTarget> targets =
        RecallTargets.of(
            List.of(
                Point.builder(key("8", 40, 1)).recall(recall(0.8, 0.9)).build(),
                Point.builder(key("16", 40, 1)).recall(recall(0.96, 0.98)).build()));

    assertThat(targets)
        .extracting(it -> it.parameters().get("m") + " " + it.outcome())
        .containsExactly(
            "8 NOT_REACHED",
            "8 NOT_REACHED",
            "8 NOT_REACHED",
            "16 REACHED",
            "16 REACHED",
            "16 NOT_REACHED");
  }

  @Test
  void takesTheLeastProbesOfAnIndexOfLists() {
    List<RecallTarget> targets = RecallTargets.of(List.of(probed(20, 0.96), probed(5, 0.93)));

    assertThat(targets)
        .extracting(
            it -> it.searchEffort() + " " + it.outcome() + " " + it.at().orElseThrow().efSearch())
        .containsExactly("probes REACHED 5", "probes REACHED 20", "probes NOT_REACHED 20");
    assertThat(targets.get(0).parameters()).isEqualTo(Map.of("lists", "100"));
  }

  private static Point probed(int probes, double low) {
    Map<String, String> parameters =
        Map.of("lists", "100", "probes", Integer.toString(probes), "clients", "1");
    return Point.builder(new PointKey("IvfFlat", parameters)).recall(recall(low, 0.98)).build();
  }

  @Test
  void hasNothingToSayOfBenchmarksWithoutSearchEffort() {
    assertThat(RecallTargets.of(CannedRun.otherBenchmark().points())).isEmpty();
  }

  @Test
  void agreesWithAPlainSearchOnRandomSweeps() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int draw = 0; draw < 200; draw++) {
      List<Point> points = new ArrayList<>();
      for (int efSearch = 10; efSearch <= 60; efSearch += 10) {
        double low = random.nextDouble(0.8, 0.99);
        points.add(point(efSearch, 1, low, Math.min(1, low + 0.02)));
      }
      for (double ratio : new double[] {0.90, 0.95, 0.99}) {
        int least =
            points.stream()
                .filter(
                    it -> it.recall().orElseThrow().interval().orElseThrow().lowRatio() >= ratio)
                .mapToInt(it -> Integer.parseInt(it.parameters().get("ef_search")))
                .min()
                .orElse(0);
        RecallTarget target = target(points, ratio);
        int found = target.outcome() == Outcome.REACHED ? target.at().orElseThrow().efSearch() : 0;
        assertThat(found).as("seed %d, draw %d, target %s", SEED, draw, ratio).isEqualTo(least);
      }
    }
  }

  private static RecallTarget target(List<Point> points, double ratio) {
    return RecallTargets.of(points).stream()
        .filter(target -> target.targetRatio() == ratio)
        .findFirst()
        .orElseThrow();
  }

  private static Point point(int efSearch, int clients, double low, double high) {
    return builder(efSearch, clients, low, high).build();
  }

  private static PointBuilder builder(int efSearch, int clients, double low, double high) {
    return Point.builder(key("16", efSearch, clients)).recall(recall(low, high));
  }

  private static PointKey key(String m, int efSearch, int clients) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("m", m);
    parameters.put("ef_search", Integer.toString(efSearch));
    parameters.put("clients", Integer.toString(clients));
    return new PointKey("HnswSearch", parameters);
  }

  private static RecallSummary recall(double low, double high) {
    return new RecallSummary(
        10,
        (low + high) / 2,
        Optional.of(new RatioInterval(low, high, 0.95)),
        100,
        CannedRun.BY_QUERY,
        new RecallSummary.Worst(0, 0, 0),
        0);
  }
}
