package dev.pgassay.verdict.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.BaselineStore;
import dev.pgassay.result.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFolderTest {
  @TempDir private Path folder;

  @Test
  void countsARunThatIsInABaselineTooOnce() {
    save(CannedRun.complete());
    new BaselineStore(folder.resolve("baselines"))
        .save(Baseline.of("main", List.of(CannedRun.complete())));
    HistoryFolder history = HistoryFolder.read(folder);
    assertThat(history.leftOut()).isEmpty();
    assertThat(history.runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo(CannedRun.complete().runId());
              assertThat(run.observations()).hasSize(10);
              assertThat(run.program()).isEqualTo("947d9b0");
            });
  }

  @Test
  void leavesOutHalfARunAndSaysWhy() {
    save(CannedRun.interrupted());
    HistoryFolder history = HistoryFolder.read(folder);
    assertThat(history.runs()).isEmpty();
    assertThat(history.leftOut()).singleElement().asString().contains("half a run");
  }

  @Test
  void keepsComparisonsApartFromRuns() {
    save(CannedRun.observed());
    HistoryFolder history = HistoryFolder.read(folder);
    assertThat(history.runs()).isEmpty();
    assertThat(history.leftOut())
        .singleElement()
        .asString()
        .startsWith("1 run(s) of ab, gate or calibrate record");
  }

  @Test
  void refusesAFolderWithoutRunsAndOneThatIsNotThere() {
    assertThatThrownBy(() -> HistoryFolder.read(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no run.json");
    assertThatThrownBy(() -> HistoryFolder.read(folder.resolve("missing")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("missing");
  }

  private void save(Run run) {
    RunStore store = new RunStore(folder.resolve("runs"));
    store.create(run.runId());
    store.save(run);
  }
}
