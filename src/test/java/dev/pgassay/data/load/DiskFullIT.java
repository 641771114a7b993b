package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.progress.RecordedProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server on a file system of its own that is too small for the dataset. The test needs the right
 * to mount one, and is skipped with a message without it. It cannot choose which write first finds
 * the disk full: if it is the WAL's, the server goes down.
 */
class DiskFullIT {
  private static final String DISK_SIZE = "256m";

  /** Less than the topics and the events of the tiny dataset together. */
  private static final long ROOM_BYTES = 10 << 20;

  private static final ServerOptions LITTLE_WAL =
      new ServerOptions(
          Map.of(
              "shared_buffers", "32MB",
              "min_wal_size", "96MB",
              "max_wal_size", "96MB",
              "autovacuum", "off"));

  private static final LoadSource SOURCE = LoadedTables.source(LoadedTables.tiny());
  private static final LoadOptions OPTIONS = new LoadOptions(2, new BuildLimits(65_536, 0));

  private Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = TestServer.reachableFolder();
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "mode=711,size=" + DISK_SIZE, "tmpfs", disk.toString());
    assumeTrue(mounted, "a file system cannot be mounted here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    // Lazily, because a process of the server may use its folder a moment longer than the server
    // runs.
    assertThat(run("umount", "-l", disk.toString())).isTrue();
    Files.delete(disk);
  }

  @Test
  void goesOnAfterTheServerWentDownForWantOfRoomForItsWal()
      throws IOException, InterruptedException {
    assertThat(refusal(workspace -> {}))
        .startsWith("cannot copy rows ")
        .doesNotContain("\n")
        .endsWith("then run the same command again: what was committed is kept");

    assertGoesOnWithRoom();
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOn() throws IOException {
    assertThat(refusal(DiskFullIT::reserveWal))
        .startsWith("cannot copy rows ")
        .doesNotContain("\n")
        .contains("could not extend file", "(SQLSTATE 53100)")
        .endsWith(
            "make room on the server's disk, then run the same command again: what was committed"
                + " is kept");

    assertGoesOnWithRoom();
  }

  /** Loads on a full disk and returns the message. */
  private String refusal(Consumer<Workspace> before) throws IOException {
    try (RunningServer server = start()) {
      Workspace workspace = server.workspace("disk_full");
      before.accept(workspace);
      fill();
      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> DatasetLoader.load(SOURCE, workspace, OPTIONS, Progress.NONE));
      assertThat(failure).as("loading on a full disk").isNotNull();
      return failure.getMessage();
    } finally {
      Files.deleteIfExists(filler());
    }
  }

  private void assertGoesOnWithRoom() {
    try (RunningServer server = start()) {
      Workspace workspace = server.workspace("disk_full");
      RecordedProgress progress = new RecordedProgress();

      LoadReport report = DatasetLoader.load(SOURCE, workspace, OPTIONS, progress);

      assertThat(progress.lines().get(0)).startsWith("resuming the load of tiny");
      assertThat(report.attempts()).isEqualTo(2);
      assertThat(new LoadedTables(workspace).text("SELECT count(DISTINCT id) FROM events"))
          .isEqualTo("1000");
    }
  }

  /** Makes the server keep WAL files for later, so that the tables find the disk full first. */
  private static void reserveWal(Workspace workspace) {
    LoadedTables tables = new LoadedTables(workspace);
    tables.execute(
        "CREATE TABLE spent AS SELECT repeat(md5(i::text), 100) FROM generate_series(1, 20000) AS i");
    tables.execute("DROP TABLE spent");
    tables.execute("CHECKPOINT");
  }

  private void fill() throws IOException {
    byte[] zeros = new byte[1 << 20];
    try (OutputStream stream = Files.newOutputStream(filler())) {
      while (Files.getFileStore(disk).getUsableSpace() > ROOM_BYTES) {
        stream.write(zeros);
      }
    }
  }

  private Path filler() {
    return disk.resolve("filler");
  }

  private RunningServer start() {
    return DatabaseSources.choose("local", TestServer.environment(disk))
        .start(LITTLE_WAL, Progress.NONE);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
