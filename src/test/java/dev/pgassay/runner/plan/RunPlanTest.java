package dev.pgassay.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Integers;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation.Cache;
import dev.pgassay.runner.openloop.LoadTest;
import dev.pgassay.runner.openloop.Mix;
import dev.pgassay.runner.openloop.Objective;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Suite.Sweep;
import dev.pgassay.runner.plan.Suite.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final List<Cache> WARM_AND_COLD = List.of(Cache.WARM, Cache.COLD);
  private static final Timing TIMING = new Timing(2, 1, 4, 1);
  private static final Timing LONG = new Timing(1, 1, 3, 5);
  private static final SuiteCatalog SUITES =
      new SuiteCatalog(
          List.of(
              new Suite(
                  "quick",
                  "",
                  "quick",
                  TIMING,
                  List.of(1, 2),
                  true,
                  List.of(
                      new Sweep("HnswSearch", Map.of("m", List.of("8", "16"))),
                      new Sweep("HnswSearch", Map.of(), List.of(4), LONG)))));

  private final Workloads workloads =
      new Workloads(List.of(new HnswSearchStandIn("HnswSearch"), new HnswSearchStandIn("Build")));

  @Test
  void aSweepMayHaveClientsAndATimingOfItsOwn() {
    RunPlan plan = plan("quick", Map.of());
    assertThat(plan.groups()).hasSize(3);
    assertThat(plan.groups().get(0).points())
        .extracting(point -> point.clients() + " x " + point.timing())
        .containsExactly("1 x " + TIMING, "2 x " + TIMING);
    assertThat(plan.groups().get(2).points())
        .extracting(point -> point.clients() + " x " + point.timing())
        .containsExactly("4 x " + LONG);
  }

  @Test
  void addsUpWhatItsIterationsTakeByTheirSchedules() {
    assertThat(plan("quick", Map.of()).measuringSeconds())
        .isEqualTo(4 * 2 * (1 + 4) * 1 + 1 * (1 + 3) * 5);
  }

  @Test
  void aLoadTestHasAPointForEachOfItsRates() {
    RunPlan plan = plan("^Build$", Map.of("ef_search", List.of("40")));
    LoadTest test = loadTest(Optional.empty());

    assertThat(test.keys(plan, Optional.empty()))
        .extracting(PointKey::display)
        .containsExactly(
            "Build m=8 ef_search=40 clients=1 arrivals=uniform rate=100.0",
            "Build m=8 ef_search=40 clients=1 arrivals=uniform rate=200.0");
    assertThat(test.keys(plan, Optional.of(new Mix(Map.of("Build", 1.0, "Other", 1.0)))))
        .extracting(key -> key.benchmark() + " " + key.parameters().get("rate"))
        .containsExactly("Build 100.0", "mix 100.0", "Build 200.0", "mix 200.0");
    assertThat(loadTest(Optional.of(Objective.parse("p50=1ms"))).keys(plan, Optional.empty()))
        .isEmpty();
  }

  private static LoadTest loadTest(Optional<Objective> objective) {
    return new LoadTest(
        Arrivals.UNIFORM, Duration.ZERO, Duration.ofSeconds(10), List.of(100.0, 200.0), objective);
  }

  @Test
  void auditsIndexesWhereTheSuiteDoesAndTheUserSaysNothingElse() {
    RunPlan ofSuite = plan("quick", Map.of());
    assertThat(ofSuite.indexAudit()).isTrue();
    assertThat(ofSuite.withIndexAudit(false).indexAudit()).isFalse();
    assertThat(plan("HnswSearch", Map.of()).indexAudit()).isFalse();
  }

  @Test
  void aStateThatIsAskedForIsAParameterAndAColdPointExecutesOnceInEachFork() {
    RunPlan plan = plan(new TimingRequest(none(), none(), none(), none(), WARM_AND_COLD));

    assertThat(plan.hasColdPoints()).isTrue();
    assertThat(plan.groups().get(0).points().subList(0, 2))
        .extracting(point -> point.key("x").parameters().get("state"))
        .containsExactly("warm", "cold");
    assertThat(plan.groups().get(0).points().subList(0, 2))
        .extracting(PlannedPoint::timing)
        .containsExactly(TIMING, Timing.OF_COLD_POINTS);
  }

  @Test
  void aPointIsWarmWhereNobodyAsksAndItsKeySaysNothing() {
    RunPlan plan = plan(TimingRequest.NONE);

    assertThat(plan.hasColdPoints()).isFalse();
    assertThat(plan.groups().get(0).points().get(0).key("x").parameters())
        .doesNotContainKey("state");
  }

  @Test
  void aColdPointHasNoIterations() {
    assertThatThrownBy(
            () -> new TimingRequest(none(), none(), OptionalInt.of(3), none(), WARM_AND_COLD))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--iterations 3 is not possible with --state cold");
  }

  private static OptionalInt none() {
    return OptionalInt.empty();
  }

  private RunPlan plan(TimingRequest timing) {
    return RunPlanner.plan(
        new RunRequest(
            "quick", Optional.empty(), OptionalLong.empty(), Map.of(), List.of(), timing),
        SUITES,
        workloads);
  }

  @Test
  void whatOneClientCanDoIsAskedOfNoMore() {
    assertThat(plan("Build", Map.of()).groups().get(0).points())
        .extracting(RunPlan.PlannedPoint::clients)
        .containsExactly(1);
    assertThatThrownBy(
            () ->
                RunPlanner.plan(
                    new RunRequest(
                        "Build",
                        Optional.empty(),
                        OptionalLong.empty(),
                        Map.of(),
                        List.of(1, 2),
                        TimingRequest.NONE),
                    SUITES,
                    workloads))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--clients must be at most 1 for Build: 2");
  }

  @Test
  void groupsPointsByWhatMustBeBuilt() {
    RunPlan plan =
        plan("HnswSearch", Map.of("m", List.of("8", "16"), "ef_search", List.of("40", "80")));
    assertThat(plan.groups()).hasSize(2);
    assertThat(plan.groups().get(0).build().values()).containsExactly(Map.entry("m", "8"));
    assertThat(plan.groups().get(0).points())
        .extracting(point -> point.parameters().text("ef_search") + " x " + point.clients())
        .containsExactly("40 x 1", "40 x 2", "80 x 1", "80 x 2");
    assertThat(plan.points()).isEqualTo(8);
  }

  @Test
  void numbersPointsOverAllGroups() {
    RunPlan plan =
        plan("HnswSearch", Map.of("m", List.of("8", "16"), "ef_search", List.of("40", "80")));
    Group second = plan.groups().get(1);
    assertThat(plan.number(plan.groups().get(0), plan.groups().get(0).points().get(0)))
        .isEqualTo(1);
    assertThat(plan.number(second, second.points().get(1))).isEqualTo(6);
  }

  @Test
  void isIdentifiedByItsPointsItsDataAndTheSettingsOfTheServer() {
    RunPlan one = plan("HnswSearch", Map.of("ef_search", List.of("40")));
    RunPlan other = plan("HnswSearch", Map.of("ef_search", List.of("80")));
    String data = "0123456789abcdef".repeat(4);
    String otherData = "1123456789abcdef".repeat(4);
    ServerOptions options = ServerOptions.DEFAULT;

    assertThat(PlanIdentity.of(one, "1 s", data, options))
        .isEqualTo(PlanIdentity.of(one, "1 s", data, options))
        .isNotEqualTo(PlanIdentity.of(one, "2 s", data, options))
        .isNotEqualTo(PlanIdentity.of(other, "1 s", data, options))
        .isNotEqualTo(PlanIdentity.of(one, "1 s", otherData, options))
        .isNotEqualTo(
            PlanIdentity.of(one, "1 s", data, new ServerOptions(Map.of("shared_buffers", "1GB"))));
  }

  @Test
  void clientsOfTheRequestReplaceThoseOfTheSuite() {
    RunPlan plan =
        RunPlanner.plan(
            new RunRequest(
                "HnswSearch",
                Optional.empty(),
                OptionalLong.empty(),
                Map.of(),
                List.of(3),
                TimingRequest.NONE),
            SUITES,
            workloads);
    assertThat(plan.groups())
        .flatExtracting(Group::points)
        .extracting(PlannedPoint::clients)
        .containsOnly(3);
  }

  @Test
  void anUnknownSuiteNamesThoseThereAre() {
    refused("qick", Map.of()).hasMessageContaining("qick").hasMessageContaining("quick, standard");
  }

  @Test
  void anUnknownParameterNamesThoseThereAre() {
    refused("HnswSearch", Map.of("efsearch", List.of("40")))
        .hasMessageContaining("efsearch")
        .hasMessageContaining("ef_search");
  }

  @Test
  void aValueOutOfRangeNamesTheRange() {
    refused("HnswSearch", Map.of("ef_search", List.of("1001")))
        .hasMessage("parameter ef_search must be between 1 and 1000: 1001");
    refused("HnswSearch", Map.of("ef_search", List.of("040"))).hasMessageContaining(": 040");
    refused("HnswSearch", Map.of("ef_search", List.of(""))).hasMessageContaining("ef_search");
  }

  @Test
  void benchmarksThatShareANameTakeTheValuesThatTheyHave() {
    assertThat(builds(Map.of("m", List.of("4", "16"))))
        .containsExactly("Build m=4", "HnswSearch m=4", "HnswSearch m=16");
    assertThat(builds(Map.of("m", List.of("16")))).containsExactly("Build m=8", "HnswSearch m=16");
    refused(".*", Map.of("m", List.of("4", "101")))
        .hasMessage(
            "parameter m must be between 2 and 8 (Build) or between 2 and 100 (HnswSearch): 101");
  }

  private List<String> builds(Map<String, List<String>> parameters) {
    return plan(".*", parameters).groups().stream().map(Group::display).toList();
  }

  @Test
  void aValueTwiceIsRefused() {
    refused("HnswSearch", Map.of("ef_search", List.of("40", "40")))
        .hasMessageContaining("distinct");
  }

  @Test
  void aBrokenRegularExpressionIsRefused() {
    refused("Hnsw(", Map.of()).hasMessageContaining("Hnsw(");
  }

  private RunPlan plan(String target, Map<String, List<String>> parameters) {
    return RunPlanner.plan(
        new RunRequest(
            target,
            Optional.empty(),
            OptionalLong.empty(),
            parameters,
            List.of(),
            TimingRequest.NONE),
        SUITES,
        workloads);
  }

  private AbstractThrowableAssert<?, ?> refused(
      String target, Map<String, List<String>> parameters) {
    return assertThatThrownBy(() -> plan(target, parameters)).isInstanceOf(InvalidInput.class);
  }

  /** Has the parameters of the real one; the harness knows no benchmark at compile time. */
  private record HnswSearchStandIn(String name) implements Workload {
    @Override
    public int mostClients() {
      return name.equals("Build") ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public String question() {
      return "";
    }

    @Override
    public String gate() {
      return "";
    }

    @Override
    public List<Parameter> parameters() {
      int most = name.equals("Build") ? 8 : 100;
      return List.of(
          new Parameter("m", "", Stage.BUILD, new Integers(2, most), List.of("8")),
          new Parameter("ef_search", "", Stage.SESSION, new Integers(1, 1000), List.of("40")));
    }

    @Override
    public String benchmarkMethod() {
      return "none";
    }

    @Override
    public ClientTask task(ForkContext context, QueryFiles files) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(Parameters point) {}

    @Override
    public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restore(WorkloadContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
