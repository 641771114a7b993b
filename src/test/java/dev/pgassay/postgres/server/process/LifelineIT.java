package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.StoredItems;
import dev.pgassay.postgres.server.local.ClusterProcesses;
import dev.pgassay.postgres.server.source.ServerHolder;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Kills a process that holds a server, at moments drawn at random, and sees that nothing is left
 * running and that the next start succeeds. The seed is printed; give it again with {@code
 * -Dpgassay.test.seed=N}.
 */
class LifelineIT {
  private static final Duration PROMISE = Duration.ofSeconds(10);
  private static final int ROUNDS = 4;
  private static final long LATEST_MILLIS = 5_000;

  private final Path home = TestServer.reachableFolder();
  private final ClusterFolder cluster =
      ClusterFolder.named(
          home.resolve("clusters"), "pg" + TestServer.shared().info().majorVersion());

  @AfterEach
  void removeEverything() throws IOException {
    new FolderTree(home).delete();
  }

  @Test
  void nothingIsLeftRunningWhenTheHostIsKilledAtAnyMoment() throws Exception {
    long seed = Long.getLong("pgassay.test.seed", System.nanoTime());
    System.out.println("LifelineIT: -Dpgassay.test.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      long millis = (long) (random.nextDouble() * LATEST_MILLIS);
      Process host = startHost();
      host.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(host.isAlive()).as("host before it was killed, seed " + seed).isTrue();
      host.destroyForcibly().waitFor();
      assertNothingIsLeft("killed after " + millis + " ms, seed " + seed);
    }
  }

  @Test
  void nothingIsLeftRunningWhenTheHostIsKilledDuringAParallelBuild() throws Exception {
    Process host = startHost();
    awaitLine(host, "loaded");
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (parallelWorkers() == 0 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(parallelWorkers()).as("parallel workers at the time of the kill").isPositive();
    host.destroyForcibly().waitFor();
    assertNothingIsLeft("killed during a parallel build");
  }

  @Test
  void theNextStartSweepsWhatAKilledLifelineLeftBehind() throws Exception {
    Process host = startHost();
    awaitLine(host, "started");
    List<Long> lifelines = lifelines();
    assertThat(lifelines).hasSize(2);
    lifelines.forEach(LifelineIT::kill);
    host.destroyForcibly().waitFor();
    List<Long> orphans = new ClusterProcesses(cluster).find();
    assertThat(orphans).isNotEmpty();

    Process next = startHost();
    awaitLine(next, "started");
    assertThat(new ClusterProcesses(cluster).find())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(orphans);
    next.destroyForcibly().waitFor();
    assertNothingIsLeft("killed after a sweep");
  }

  @Test
  void theLifelineOfAKilledHostDoesNotStopTheServerOfTheNext() throws Exception {
    Process first = startHost();
    awaitLine(first, "loaded");
    for (int round = 0; round < 3; round++) {
      first.destroyForcibly().waitFor();
      Process next = startHost();
      awaitLine(next, "loaded");
      assertThat(next.isAlive()).isTrue();
      first = next;
    }
    first.destroyForcibly().waitFor();
    assertNothingIsLeft("killed after others");
  }

  @Test
  void removingAClusterFreesTheSharedMemoryOfAKilledServer() throws Exception {
    Process host = startHost();
    awaitLine(host, "started");
    String segment =
        Files.readAllLines(cluster.data().resolve("postmaster.pid"))
            .get(6)
            .strip()
            .split("\\s+")[1];
    assertThat(sharedMemorySegments()).contains(segment);
    lifelines().forEach(LifelineIT::kill);
    host.destroyForcibly().waitFor();
    new ClusterProcesses(cluster).find().forEach(LifelineIT::kill);
    assertThat(sharedMemorySegments()).contains(segment);

    new StoredItems(TestServer.environment(home), List.of()).remove(cluster.name(), Progress.NONE);
    assertThat(sharedMemorySegments()).doesNotContain(segment);
    assertThat(cluster.folder()).doesNotExist();
    assertNothingIsLeft("killed and its cluster removed");
  }

  @Test
  void theServerHasASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws Exception {
    Process host = startHost();
    awaitLine(host, "started");
    String ourSession = session(ProcessHandle.current().pid()).orElseThrow();
    assertThat(sessions(new ClusterProcesses(cluster).find()))
        .isNotEmpty()
        .doesNotContain(ourSession);
    assertThat(sessions(lifelines())).isNotEmpty().doesNotContain(ourSession);
    host.destroyForcibly().waitFor();
    assertNothingIsLeft("killed");
  }

  private Process startHost() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerHolder.class.getName(),
            home.toString(),
            "local")
        .redirectErrorStream(true)
        .start();
  }

  private static void awaitLine(Process host, String beginning) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("the host ended without saying " + beginning + ": " + lines);
  }

  private void assertNothingIsLeft(String when) throws InterruptedException {
    long deadline = System.nanoTime() + PROMISE.toNanos();
    while (!leftovers().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(leftovers()).as("processes left 10 s after the host was " + when).isEmpty();
  }

  private List<Long> leftovers() {
    List<Long> left = new ArrayList<>(new ClusterProcesses(cluster).find());
    left.addAll(new ClusterProcesses(cluster.underConstruction()).find());
    left.addAll(lifelines());
    return left;
  }

  /** The shells, and whatever else carries the test's folder in its command line. */
  private List<Long> lifelines() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> title(pid).contains(cluster.folder().getParent().toString()))
        .filter(pid -> title(pid).contains("lifeline.sh"))
        .toList();
  }

  private long parallelWorkers() {
    return new ClusterProcesses(cluster)
        .find().stream().filter(pid -> title(pid).contains("parallel worker")).count();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The second column of the kernel's list is the number of the segment. */
  private static List<String> sharedMemorySegments() throws IOException {
    return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
        .map(line -> line.strip().split("\\s+")[1])
        .toList();
  }

  private static String title(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  /** A server's helper processes come and go: those that have ended belong to no session. */
  private static List<String> sessions(List<Long> pids) {
    return pids.stream().flatMap(pid -> session(pid).stream()).toList();
  }

  /** Field 6 of the process's state, the fourth after the name, which may hold blanks. */
  private static Optional<String> session(long pid) {
    try {
      String state = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return Optional.of(state.substring(state.lastIndexOf(')') + 2).split(" ")[3]);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
