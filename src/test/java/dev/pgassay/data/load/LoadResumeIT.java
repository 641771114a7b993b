package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.progress.RecordedProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A load that is interrupted in any way continues to exactly the content of an uninterrupted one.
 */
class LoadResumeIT {
  private static final LoadOptions OPTIONS = new LoadOptions(2, new BuildLimits(131_072, 0));
  private static final LoadSource SOURCE = LoadedTables.source(LoadedTables.tiny());

  private static final int KILLS = 3;
  private static final long JVM_START_MILLIS = 500;

  private static Map<String, String> contents;
  private static List<String> objects;
  private static long loadMillis;

  private final RecordedProgress progress = new RecordedProgress();

  @BeforeAll
  static void loadWithoutInterruption() {
    Workspace workspace = TestServer.workspace("load_whole");
    long beganNanos = System.nanoTime();
    DatasetLoader.load(SOURCE, workspace, OPTIONS, Progress.NONE);
    loadMillis = (System.nanoTime() - beganNanos) / 1_000_000;
    LoadedTables tables = new LoadedTables(workspace);
    contents = tables.contents();
    objects = tables.objects();
  }

  @Test
  void goesOnAfterBeingKilledAtRandomMoments() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Workspace workspace = TestServer.workspace("load_killed");
    List<Long> kills = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      long afterMillis = (long) (random.nextDouble() * (JVM_START_MILLIS + loadMillis));
      kills.add(afterMillis);
      try (LoadingProcess loading = LoadingProcess.start(workspace)) {
        if (loading.endsWithin(afterMillis)) {
          assertThat(loading.exitCode()).as("seed %d, kills %s", seed, kills).isZero();
        }
        loading.kill();
      }
    }

    LoadReport report = DatasetLoader.load(SOURCE, workspace, OPTIONS, progress);

    String what = "seed " + seed + ", killed after " + kills + " ms";
    System.out.println(what);
    assertThat(report.builds()).as(what).hasSize(37);
    assertSame(workspace, what);
  }

  @Test
  void goesOnAfterItsConnectionsWereCut() {
    Workspace workspace = TestServer.workspace("load_cut");
    LoadedTables tables = new LoadedTables(workspace);
    RowHook cut =
        new RowHook(
            SOURCE,
            700,
            () ->
                tables.text(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND query LIKE 'COPY%events%'"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> DatasetLoader.load(cut, workspace, OPTIONS, progress))
        .withMessageStartingWith("cannot copy rows ")
        .withMessageEndingWith(
            "see that the server runs, then run the same command again: what was committed is"
                + " kept")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));

    DatasetLoader.load(SOURCE, workspace, OPTIONS, progress);
    assertThat(progress.lines()).anyMatch(line -> line.startsWith("resuming the load of tiny"));
    assertSame(workspace, "cut");
  }

  @Test
  void goesOnAfterAnInterrupt() throws InterruptedException {
    Workspace workspace = TestServer.workspace("load_interrupted");
    AtomicReference<String> said = new AtomicReference<>();
    AtomicReference<Thread> loading = new AtomicReference<>();
    RowHook interrupt = new RowHook(SOURCE, 300, () -> loading.get().interrupt());
    Thread thread =
        new Thread(
            () -> {
              try {
                DatasetLoader.load(interrupt, workspace, OPTIONS, progress);
              } catch (Failure e) {
                said.set(e.getMessage() + (Thread.currentThread().isInterrupted() ? "" : "!"));
              }
            });
    loading.set(thread);
    thread.start();
    thread.join(60_000);

    assertThat(said.get())
        .isEqualTo(
            "copying rows into events was interrupted; run the same command again to continue");
    DatasetLoader.load(SOURCE, workspace, OPTIONS, progress);
    assertSame(workspace, "interrupt");
  }

  @Test
  void copiesNoRowTwiceWhenTheGeneratorFails() {
    Workspace workspace = TestServer.workspace("load_failed");
    RowHook failing =
        new RowHook(
            SOURCE,
            500,
            () -> {
              throw new IllegalStateException("a generator's fault");
            });

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> DatasetLoader.load(failing, workspace, OPTIONS, progress))
        .withRootCauseInstanceOf(IllegalStateException.class);

    DatasetLoader.load(SOURCE, workspace, OPTIONS, progress);
    assertSame(workspace, "failure");
  }

  @Test
  void keepsASecondProcessOutWhileItLoads() {
    Workspace workspace = TestServer.workspace("load_twice");
    AtomicReference<String> said = new AtomicReference<>("nothing");
    RowHook second = new RowHook(SOURCE, 200, () -> said.set(refusal(workspace)));

    DatasetLoader.load(second, workspace, OPTIONS, Progress.NONE);

    assertThat(said.get())
        .startsWith("another pgassay is loading or building in ")
        .endsWith("; wait for it or stop it");
  }

  private String refusal(Workspace workspace) {
    try (LoadLock lock = LoadLock.take(workspace, Duration.ofMillis(100), progress)) {
      return lock.whileHeld(() -> "taken");
    } catch (Failure e) {
      return e.getMessage();
    }
  }

  private static void assertSame(Workspace workspace, String what) {
    LoadedTables tables = new LoadedTables(workspace);
    assertThat(tables.contents()).as(what).isEqualTo(contents);
    assertThat(tables.objects()).as(what).isEqualTo(objects);
  }
}
