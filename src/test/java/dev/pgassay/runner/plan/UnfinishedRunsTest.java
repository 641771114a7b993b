package dev.pgassay.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRunsTest {
  private final Run unfinished = CannedRun.interrupted();
  private final String plan = unfinished.invocation().planIdentity();

  @TempDir private Path folder;
  private RunStore store;
  private UnfinishedRuns runs;

  @BeforeEach
  void open() {
    store = new RunStore(folder);
    runs = new UnfinishedRuns(store, Progress.NONE);
  }

  @Test
  void findsTheLatestOfTheSamePlan() throws IOException {
    save(unfinished);
    Files.createDirectories(folder.resolve("20271123T101112Z-quick-3fa9c1"));
    Files.writeString(
        folder.resolve("20271123T101112Z-quick-3fa9c1/run.json"), "of a later format");

    assertThat(runs.find(new Resumption.Latest(), plan)).contains(unfinished);
    assertThat(runs.find(new Resumption.Latest(), "0".repeat(64))).isEmpty();
    assertThat(runs.find(new Resumption.None(), plan)).isEmpty();
  }

  @Test
  void passesOverWhatIsComplete() {
    save(CannedRun.complete());

    assertThat(runs.find(new Resumption.Latest(), plan)).isEmpty();
    refused(CannedRun.complete().runId(), plan).hasMessageContaining("is complete");
  }

  @Test
  void refusesANamedRunOfAnotherPlanWithTheCommandThatBeganIt() {
    save(unfinished);

    refused(unfinished.runId(), "0".repeat(64))
        .hasMessageContaining("has a different plan")
        .hasMessageEndingWith("pgassay run quick --clients 1,2 --param m=16,32");
  }

  @Test
  void refusesANamedRunThatIsNotThere() {
    refused(unfinished.runId(), plan).hasMessageStartingWith("no run at ");
  }

  private AbstractThrowableAssert<?, ?> refused(RunId id, String identity) {
    return assertThatThrownBy(() -> runs.find(new Resumption.Named(id), identity))
        .isInstanceOf(Failure.class);
  }

  private void save(Run run) {
    store.create(run.runId());
    store.save(run);
  }
}
