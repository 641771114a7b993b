package dev.pgassay.postgres.server.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are named like the server's and live in a folder of a cluster. */
class ClusterProcessesIT {
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;
  private ClusterFolder cluster;
  private Path program;

  @BeforeEach
  void makeFolder() throws IOException {
    cluster = ClusterFolder.named(folder.toRealPath(), "pg");
    Files.createDirectories(cluster.data());
    program = Files.copy(Path.of("/bin/sleep"), folder.resolve("postgres"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void stopsWhatLivesInTheFolder() throws Exception {
    Process server = start(List.of("sh"), "cd \"$1\" && exec \"$0\" 60");
    Files.writeString(cluster.data().resolve("postmaster.pid"), server.pid() + "\n");

    assertThat(new ClusterProcesses(cluster).find()).containsExactly(server.pid());
    assertThat(new ClusterProcesses(cluster).stop()).isEqualTo(1);
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesAloneWhatLivesInAnotherFolderOfTheSameName() throws IOException {
    List<String> ofItsOwnFiles = List.of("unshare", "--mount", "sh");
    assumeTrue(
        Command.run(List.of("unshare", "--mount", "true")).succeeded(),
        "only root may give a process file systems of its own");
    Process server =
        start(ofItsOwnFiles, "mount -t tmpfs none \"$1\" && cd \"$1\" && exec \"$0\" 60");
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + server.pid() + "/cwd")))
        .isEqualTo(cluster.data());

    assertThat(new ClusterProcesses(cluster).find()).isEmpty();
    assertThat(new ClusterProcesses(cluster).stop()).isZero();
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void leavesAloneWhatAnotherUserRunsInTheFolder() throws IOException {
    assumeTrue(
        Command.run(List.of("setpriv", "--reuid=nobody", "true")).succeeded(),
        "only root may start a process as another user");
    openToAll();
    List<String> asNobody = List.of("setpriv", "--reuid=nobody", "--clear-groups", "sh");
    Process server = start(asNobody, "cd \"$1\" && exec \"$0\" 60");
    Files.writeString(cluster.data().resolve("postmaster.pid"), server.pid() + "\n");

    assertThat(new ClusterProcesses(cluster).find()).isEmpty();
    assertThat(new ClusterProcesses(cluster).stop()).isZero();
    assertThat(server.isAlive()).isTrue();
  }

  private void openToAll() throws IOException {
    for (Path each : List.of(folder, cluster.folder(), cluster.data(), program)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private Process start(List<String> shell, String script) throws IOException {
    List<String> words = new ArrayList<>(shell);
    words.addAll(List.of("-c", script, program.toString(), cluster.data().toString()));
    Process process = new ProcessBuilder(words).inheritIO().start();
    started.add(process);
    Path name = Path.of("/proc/" + process.pid() + "/comm");
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!Files.readString(name).strip().equals("postgres")) {
      assertThat(System.nanoTime()).as("the process is slow to start").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return process;
  }
}
