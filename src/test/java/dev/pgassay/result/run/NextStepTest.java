package dev.pgassay.result.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.store.RunRecorder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NextStepTest {
  @Test
  void goesOnWithWhatWasCutShort() {
    assertThat(NextStep.of(CannedRun.interrupted()).command())
        .isEqualTo(
            "./pgassay run quick --clients 1,2 --param m=16,32"
                + " --resume=20261123T101112Z-quick-3fa9c1");
  }

  @Test
  void measuresTheFirstBadPointAlone() {
    assertThat(NextStep.of(CannedRun.complete()).command())
        .isEqualTo(
            "./pgassay run HnswSearch --dataset quick --param m=32 --param ef_construction=128"
                + " --param ef_search=40 --param k=10 --param planner=index --clients 2 --verbose");
  }

  @Test
  void searchesWiderWhereNoIndexReachedTheHighestRecall() {
    assertThat(NextStep.of(CannedRun.manyClients()).command())
        .isEqualTo(
            "./pgassay run HnswSearch --dataset quick --param m=16 --param ef_construction=64"
                + " --param k=10 --param planner=index --param ef_search=400");
  }

  /** If all lists of an index were read, no wider search exists. */
  @Test
  void readsMoreListsUpToAllThatTheIndexHas() {
    assertThat(NextStep.of(CannedRun.ofLists(30)).command())
        .endsWith("run IvfFlat --dataset quick --param lists=40 --param probes=40");
    assertThat(NextStep.of(CannedRun.ofLists(40)).command()).isEqualTo("./pgassay run standard");
  }

  @Test
  void goesOnToMoreData() {
    assertThat(NextStep.of(CannedRun.otherBenchmark()).command())
        .isEqualTo("./pgassay run standard");
  }

  @Test
  void listsWhatThereIsWhereNothingIsLarger() {
    assertThat(NextStep.of(run("full")).command()).isEqualTo("./pgassay list");
  }

  @Test
  void keepsTheOptionsThatSayWhere() {
    Run run = run("quick", "--database", "local", "--set=jit=off", "--clients", "4");

    assertThat(NextStep.of(run).command())
        .isEqualTo("./pgassay run standard --database local --set=jit=off");
  }

  @Test
  void measuresWhatWasLoadedWhereItIs() {
    assertThat(NextStep.afterLoad("tiny", List.of("load", "--quiet")).command())
        .isEqualTo("./pgassay run --dataset tiny");
    assertThat(
            NextStep.afterLoad(
                    "mine",
                    List.of(
                        "load",
                        "--dataset=my data.yaml",
                        "--connections",
                        "2",
                        "--database",
                        "postgresql://me:secret@host/db",
                        "--container-cpus=0"))
                .command())
        .isEqualTo(
            "./pgassay run '--dataset=my data.yaml' --database 'postgresql://me:****@host/db'"
                + " --container-cpus=0");
  }

  @Test
  void takesWhatTheServerLacksForNoFault() {
    Run canned = run("quick");
    RunRecorder recorder =
        new RunRecorder(
            canned.runId(),
            canned.tool(),
            canned.invocation(),
            canned.startedAt(),
            canned.environment(),
            canned.server(),
            canned.dataset());
    PointKey cypher = new PointKey("Graph", Map.of("form", "cypher"));
    recorder.add(Point.builder(cypher).fault(Validity.NOT_AVAILABLE, "no AGE").build());
    canned.points().forEach(recorder::add);

    assertThat(NextStep.of(recorder.complete(canned.startedAt())).command())
        .isEqualTo("./pgassay run standard");
  }

  @Test
  void quotesForTheShell() {
    Run run = run("quick", "--output", "my results/it's");

    assertThat(NextStep.of(run).command())
        .isEqualTo("./pgassay run standard --output 'my results/it'\\''s'");
  }

  private static Run run(String suite, String... options) {
    Run canned = CannedRun.otherBenchmark();
    RunRecorder recorder =
        new RunRecorder(
            canned.runId(),
            canned.tool(),
            new Invocation(suite, List.of(options), CannedRun.PLAN_IDENTITY, Map.of()),
            canned.startedAt(),
            canned.environment(),
            canned.server(),
            canned.dataset());
    canned.points().forEach(recorder::add);
    return recorder.complete(canned.startedAt());
  }
}
