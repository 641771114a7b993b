package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation.Cache;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.plan.Resumption;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.Suite;
import dev.pgassay.runner.point.GroupedMeasurement;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.runner.prepare.RunSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs plans on a server, data and a measurement that are none; only the results are real. */
class RunServiceTest {
  private static final Suite.Timing TIMING = new Suite.Timing(1, 1, 1, 1);
  private static final List<String> ALL = List.of("First 1", "First 2", "Second 1");

  @TempDir private Path folder;

  private final FakeServer server = new FakeServer();
  private final FakeData data = new FakeData();
  private final List<String> steps = new ArrayList<>();
  private Optional<String> missing = Optional.empty();
  private Optional<Cache> state = Optional.empty();
  private RunStore store;
  private Answer answer = RunServiceTest::valid;

  /** The result at a point. */
  @FunctionalInterface
  private interface Answer {
    Point at(PointKey key) throws InterruptedException, IOException;
  }

  /** Records the steps of the measurement in their order. */
  private final class FakeMeasurement extends GroupedMeasurement {
    @Override
    public void tryOut(Workspace workspace) {
      steps.add("try out");
    }

    @Override
    protected void measure(
        ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
        throws InterruptedException {
      PointKey key = planned.key(group.workload().name());
      steps.add(name(key));
      try {
        run.measured(answer.at(key));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void openStore() {
    store = new RunStore(folder.resolve("runs"));
  }

  @AfterEach
  void leavesNothingRunning() {
    assertThat(server.running).isZero();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void goesThroughThePlanInItsOrderAndRestoresTheSchemaBetweenBenchmarks() {
    Run run = run(new Resumption.None());

    assertThat(steps.subList(0, 10))
        .containsExactly(
            "try out",
            "prepare First",
            "First 1",
            "First 2",
            "close First",
            "restore First",
            "prepare Second",
            "Second 1",
            "close Second",
            "restore First");
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(run.trustworthy()).isTrue();
    assertThat(names(run)).isEqualTo(ALL);
    assertThat(store.read(run.runId())).isEqualTo(run);
  }

  @Test
  void dividesItsTimeIntoPhases() {
    assertThat(run(new Resumption.None()).phases())
        .extracting(Phase::name)
        .containsExactly(
            "start the server",
            "load",
            "record server and machine",
            "prepare First m=8",
            "forks of First m=8",
            "restore the schema's own indexes",
            "prepare Second m=8",
            "forks of Second m=8",
            "restore the schema's own indexes",
            "verify the schema");
  }

  @Test
  void writesEachPointBeforeTheNextIsMeasured() {
    List<List<String>> found = new ArrayList<>();
    answer =
        key -> {
          found.add(names(written()));
          return valid(key);
        };
    run(new Resumption.None());

    assertThat(found).containsExactly(List.of(), List.of("First 1"), List.of("First 1", "First 2"));
  }

  @Test
  void keepsValidPointsOfTheRunThatItResumes() {
    answer = key -> name(key).equals("First 2") ? interrupted() : valid(key);
    Run left = run(new Resumption.None());
    answer = RunServiceTest::valid;
    steps.clear();
    Run resumed = run(new Resumption.Latest());

    assertThat(resumed.runId()).isEqualTo(left.runId());
    assertThat(steps).doesNotContain("First 1").contains("First 2", "Second 1");
    assertThat(resumed.sittings()).hasSize(2);
    assertThat(resumed.trustworthy()).isTrue();
    assertThat(names(resumed)).isEqualTo(ALL);
  }

  @Test
  void preparesNoGroupWhosePointsAreAllKept() {
    answer = key -> name(key).equals("Second 1") ? interrupted() : valid(key);
    run(new Resumption.None());
    answer = RunServiceTest::valid;
    steps.clear();
    run(new Resumption.Latest());

    assertThat(steps).contains("Second 1").doesNotContain("prepare First");
  }

  @Test
  void measuresPointsThatWereNotValidAgain() {
    answer =
        key ->
            switch (name(key)) {
              case "First 1" -> faulty(key, Validity.INVALID);
              case "First 2" -> interrupted();
              default -> valid(key);
            };
    Run left = run(new Resumption.None());
    answer = RunServiceTest::valid;
    steps.clear();
    Run resumed = run(new Resumption.Named(left.runId()));

    assertThat(steps).contains("First 1");
    assertThat(resumed.trustworthy()).isTrue();
    assertThat(resumed.points()).hasSize(3);
  }

  @Test
  void refusesToResumeOnAnotherServer() {
    answer = key -> name(key).equals("First 2") ? interrupted() : valid(key);
    Run left = run(new Resumption.None());
    data.server = withSharedBuffers("64MB");
    steps.clear();

    assertThatThrownBy(() -> run(new Resumption.Latest()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "run "
                + left.runId()
                + " cannot be resumed, because conditions differ: setting shared_buffers is 64MB,"
                + " was 2GB;"
                + " begin a new run without --resume");
    assertThat(steps).containsExactly("try out");
    assertThat(written()).isEqualTo(left);
  }

  @Test
  void beginsANewRunIfThePlanIsAnother() {
    answer = key -> interrupted();
    Run left = run(new Resumption.None());
    answer = RunServiceTest::valid;
    state = Optional.of(Cache.WARM);

    assertThat(run(new Resumption.Latest()).runId()).isNotEqualTo(left.runId());
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void anInterruptionLeavesARunThatCanBeResumed() {
    answer = key -> name(key).equals("First 2") ? interrupted() : valid(key);
    Run run = run(new Resumption.None());

    assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(run.statusReason()).contains("interrupted");
    assertThat(run.trustworthy()).isFalse();
    assertThat(faults(run))
        .containsExactly(
            "First 1 VALID []",
            "First 2 MISSING [the run ended before it: interrupted]",
            "Second 1 MISSING [the run ended before it: interrupted]");
    assertThat(written()).isEqualTo(run);
  }

  @Test
  void anInterruptionThatAStatementReportsIsNoFailure() {
    answer =
        key -> {
          Thread.currentThread().interrupt();
          throw new Failure("cannot read an answer");
        };

    assertThat(run(new Resumption.None()).statusReason()).contains("interrupted");
  }

  @Test
  void hasNoResultIfItIsInterruptedBeforeTheDataAreLoaded() {
    data.interruption = Optional.of(new InterruptedException());

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(Failure.class)
        .hasMessage("interrupted before anything was measured");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void saysThatItWasInterruptedWhileTheServerWasStarted() {
    server.refusal = Optional.of(new Failure("initdb ended with 130"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(Failure.class)
        .hasMessage("interrupted before anything was measured");
  }

  @Test
  void aFailureKeepsWhatWasMeasured() {
    answer =
        key -> {
          if (name(key).equals("First 2")) {
            throw new Failure("cannot build the index");
          }
          return valid(key);
        };

    assertThatThrownBy(() -> run(new Resumption.None())).hasMessage("cannot build the index");
    assertThat(faults(written()))
        .containsExactly(
            "First 1 VALID []",
            "First 2 MISSING [the run ended before it: cannot build the index]",
            "Second 1 MISSING [the run ended before it: cannot build the index]");
    assertThat(written().statusReason()).contains("cannot build the index");
  }

  @Test
  void measuresNoFurtherPointIfTheServerHasEnded() {
    answer =
        key -> {
          server.diagnosis = Optional.of("it was killed; see server.log");
          return faulty(key, Validity.FAILED);
        };

    assertThatThrownBy(() -> run(new Resumption.None()))
        .hasMessage(
            "the server ended while First clients=1 was measured; it was killed; see server.log");
    assertThat(faults(written()))
        .contains("First 1 FAILED [it went wrong]")
        .anyMatch(it -> it.startsWith("First 2 MISSING"));
  }

  @Test
  void measuresTheOtherPointsAfterAnInvalidOneAndIsNotTrustworthy() {
    answer = key -> name(key).equals("First 1") ? faulty(key, Validity.INVALID) : valid(key);
    Run run = run(new Resumption.None());

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(run.trustworthy()).isFalse();
    assertThat(faults(run))
        .containsExactly(
            "First 1 INVALID [it went wrong]", "First 2 VALID []", "Second 1 VALID []");
  }

  @Test
  void aFailedPointMakesARunNotTrustworthy() {
    answer = key -> name(key).equals("Second 1") ? faulty(key, Validity.FAILED) : valid(key);

    assertThat(run(new Resumption.None()).trustworthy()).isFalse();
  }

  @Test
  void aBenchmarkThatIsNotAvailableIsNoFailure() {
    missing = Optional.of("there is no extension");
    Run run = run(new Resumption.None());

    assertThat(run.trustworthy()).isTrue();
    assertThat(faults(run))
        .containsExactly(
            "First 1 NOT_AVAILABLE [there is no extension]",
            "First 2 NOT_AVAILABLE [there is no extension]",
            "Second 1 VALID []");
  }

  @Test
  void aPointThatIsNotAvailableEndsNoOtherPoint() {
    answer =
        key -> {
          if (name(key).equals("First 1")) {
            throw new NotAvailable("no room for a copy");
          }
          return valid(key);
        };

    assertThat(faults(run(new Resumption.None())))
        .containsExactly(
            "First 1 NOT_AVAILABLE [no room for a copy]", "First 2 VALID []", "Second 1 VALID []");
  }

  @Test
  void refusesAFolderThatCannotBeWrittenBeforeTheServerIsStarted() throws IOException {
    Files.writeString(folder.resolve("runs"), "a file");

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cannot write results to "
                + folder.resolve("runs")
                + ": a file is in its place; choose another folder with --output");
    assertThat(server.started).isZero();
  }

  @Test
  void endsWithOneLineIfAPointCannotBeWritten() {
    answer =
        key -> {
          Path ofRun = store.folder(only());
          Files.delete(ofRun.resolve(RunStore.RUN_FILE));
          Files.delete(ofRun);
          Files.writeString(ofRun, "a file");
          return valid(key);
        };

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(Failure.class)
        .hasMessageMatching(
            "cannot write .*/run.json: a file is in its place; choose another folder with"
                + " --output");
    assertThat(steps).doesNotContain("First 2");
  }

  @Test
  void saysWhyItFailedThoughThatCannotBeWritten() {
    answer =
        key -> {
          Path ofRun = store.folder(only());
          Files.delete(ofRun.resolve(RunStore.RUN_FILE));
          Files.delete(ofRun);
          Files.writeString(ofRun, "a file");
          throw new Failure("cannot build the index");
        };

    assertThatThrownBy(() -> run(new Resumption.None()))
        .hasMessage("cannot build the index")
        .satisfies(it -> assertThat(it.getSuppressed()).hasSize(1));
  }

  @Test
  void refusesColdPointsBeforeAnythingIsLoaded() {
    state = Optional.of(Cache.COLD);
    data.whyNeverCold = Optional.of("its files are out of reach");

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--state cold is not possible on this server: its files are out of reach");
    assertThat(data.loads).isZero();
  }

  @Test
  void keepsTheResultOfARunThatLeftADifferentSchema() {
    data.damage =
        List.of(new Difference(Difference.Kind.MISSING, "index", "events.i", "CREATE INDEX", ""));

    assertThatThrownBy(() -> run(new Resumption.None()))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("the schema differs from its migrations after the run: missing")
        .hasMessageEndingWith("; see pgassay schema verify");
    assertThat(names(written())).isEqualTo(ALL);
    assertThat(written().status()).isEqualTo(RunStatus.INCOMPLETE);
  }

  private Run run(Resumption resumption) {
    RunPlan plan = plan();
    return new RunService(setup(), it -> data)
        .run(plan, plan.keys(), resumption, "closed loop", new FakeMeasurement());
  }

  private RunPlan plan() {
    return new RunPlan(
        "quick",
        "quick",
        OptionalLong.empty(),
        List.of(group("First", missing, 1, 2), group("Second", Optional.empty(), 1)),
        false,
        false);
  }

  private Group group(String name, Optional<String> missing, int... clients) {
    List<PlannedPoint> points = new ArrayList<>();
    for (int number : clients) {
      points.add(new PlannedPoint(new Parameters(Map.of()), number, TIMING, state));
    }
    return new Group(
        new FakeWorkload(name, steps, missing), new Parameters(Map.of("m", "8")), points);
  }

  private RunSetup setup() {
    return new RunSetup(
        new Tool("1", Optional.of("a"), Optional.of(false), Optional.empty()),
        List.of("run", "quick"),
        server,
        ServerOptions.DEFAULT,
        new DatasetCatalog(folder),
        new GroundTruthCache(folder),
        LoadOptions.forMachine(1, 65_536),
        store,
        folder,
        List.of(),
        Optional.empty(),
        Instant::now,
        Progress.NONE);
  }

  private Server withSharedBuffers(String value) {
    Server before = data.server;
    Map<String, Server.Setting> settings = new TreeMap<>(before.settings());
    settings.put("shared_buffers", new Server.Setting(value, true, Optional.empty()));
    return new Server(
        before.sourceKind(),
        before.display(),
        before.version(),
        before.extensions(),
        settings,
        before.image(),
        before.limits(),
        before.notices());
  }

  private static Point interrupted() throws InterruptedException {
    throw new InterruptedException();
  }

  private static Point valid(PointKey key) {
    return Point.builder(key).build();
  }

  private static Point faulty(PointKey key, Validity validity) {
    return Point.builder(key).fault(validity, "it went wrong").build();
  }

  private static String name(PointKey key) {
    return key.benchmark() + " " + key.parameters().get("clients");
  }

  private static List<String> names(Run run) {
    return run.points().stream().map(point -> name(point.key())).toList();
  }

  private static List<String> faults(Run run) {
    return run.points().stream()
        .map(point -> name(point.key()) + " " + point.validity() + " " + point.reasons())
        .toList();
  }

  private RunId only() {
    assertThat(store.list()).hasSize(1);
    return store.list().get(0);
  }

  private Run written() {
    return store.read(only());
  }
}
