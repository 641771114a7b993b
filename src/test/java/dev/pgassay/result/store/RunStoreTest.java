package dev.pgassay.result.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  @TempDir private Path folder;
  private RunStore store;

  @BeforeEach
  void openStore() {
    store = new RunStore(folder.resolve("results").resolve("runs"));
  }

  @Test
  void readsWhatItSaved() {
    Run run = CannedRun.complete();
    store.create(run.runId());
    store.finish(run);

    assertThat(store.read(run.runId())).isEqualTo(run);
  }

  @Test
  void replacesTheRunAsItGrows() {
    RunRecorder recorder = CannedRun.recorder();
    Run empty = recorder.snapshot(Instant.EPOCH);
    store.create(empty.runId());
    store.save(empty);
    recorder.add(CannedRun.complete().points().get(0));
    store.save(recorder.snapshot(Instant.EPOCH));

    assertThat(store.read(empty.runId()).points()).hasSize(1);
    assertThat(store.folder(empty.runId())).isDirectoryNotContaining("glob:**.pgassay-tmp");
  }

  @Test
  void saysWhichFileCannotBeWritten() throws IOException {
    Run run = CannedRun.interrupted();
    Files.createDirectories(store.create(run.runId()).resolve("run.json").resolve("child"));

    assertThatThrownBy(() -> store.save(run))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cannot write ")
        .hasMessageContaining("run.json");
  }

  @Test
  void listsRunsByTimeAndNothingElse() throws IOException {
    Run second = CannedRun.complete();
    RunId first = new RunId("20261122T235959Z-standard-ffffff");
    store.create(second.runId());
    store.save(second);
    Files.copy(
        store.folder(second.runId()).resolve(RunStore.RUN_FILE),
        store.create(first).resolve(RunStore.RUN_FILE));
    store.create(new RunId("20261121T000000Z-quick-000000"));
    Files.createDirectories(folder.resolve("results/runs/notes"));
    Files.writeString(folder.resolve("results/runs/notes/run.json"), "{}");

    assertThat(store.list()).containsExactly(first, second.runId());
  }

  @Test
  void listsNothingWhereThereIsNoFolder() {
    assertThat(store.list()).isEmpty();
  }

  @Test
  void leavesNoTraceOfTestingTheFolder() {
    store.requireWritable();

    assertThat(folder.resolve("results/runs")).isEmptyDirectory();
  }

  @Test
  void namesTheFolderThatIsAFile() throws IOException {
    Files.createDirectories(folder.resolve("results"));
    Files.writeString(folder.resolve("results/runs"), "");

    assertThatThrownBy(store::requireWritable)
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cannot write results to "
                + folder.resolve("results/runs")
                + ": a file is in its place; choose another folder with --output");
  }

  @Test
  void namesTheFolderBelowAFile() throws IOException {
    Files.writeString(folder.resolve("results"), "");

    assertThatThrownBy(store::requireWritable)
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cannot write results to " + folder.resolve("results/runs"))
        .hasMessageEndingWith("choose another folder with --output");
  }

  @Test
  void saysThatPermissionIsMissing() {
    Failure failure =
        StorageFailure.ofWriting("write", folder, new AccessDeniedException(folder.toString()));

    assertThat(failure)
        .hasMessage(
            "cannot write " + folder + ": no permission; choose another folder with --output");
  }

  @Test
  void refusesARunThatIsThere() {
    RunId id = CannedRun.complete().runId();
    store.create(id);

    assertThatThrownBy(() -> store.create(id))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("run " + id + " exists already in ");
  }

  @Test
  void saysThatThereIsNoSuchRun() {
    RunId id = RunId.create(CannedRun.complete().startedAt(), "quick", new SplittableRandom(1));

    assertThatThrownBy(() -> store.read(id))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("no run at " + store.folder(id).resolve(RunStore.RUN_FILE));
  }

  @Test
  void namesTheFileThatIsBroken() throws IOException {
    Path file = folder.resolve("some.json");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> store.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(file + " is not JSON at line 1");
  }

  @Test
  void readsNoBytesThatAreNoText() throws IOException {
    Path file = folder.resolve("some.json");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> store.read(file))
        .isInstanceOf(Failure.class)
        .hasMessage("cannot read " + file + ": it is not text in UTF-8");
  }

  @Test
  void namesTheKindOfAFailureThatHasNoWords() {
    assertThat(StorageFailure.ofReading(Path.of("run.json"), new ClosedByInterruptException()))
        .hasMessage("cannot read run.json: ClosedByInterruptException");
  }
}
