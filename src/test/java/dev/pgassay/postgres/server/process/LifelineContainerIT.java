package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.docker.Engine;
import dev.pgassay.postgres.server.docker.ServerImage;
import dev.pgassay.postgres.server.docker.ServerVolume;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerHolder;
import dev.pgassay.postgres.server.source.TestContainers;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills a process that holds a server in a container, at moments drawn at random, and sees that no
 * container is left and that the next start succeeds. The seed is printed; give it again with
 * {@code -Dpgassay.test.seed=N}.
 */
@Tag("alone")
class LifelineContainerIT {
  private static final Duration PROMISE = Duration.ofSeconds(10);
  private static final int ROUNDS = 5;
  private static final long LATEST_MILLIS = 9_000;

  private final Path home = TestServer.reachableFolder();
  private final ServerEnvironment environment = TestContainers.environment(home);
  private final ServerVolume volume = ServerVolume.of(environment, ServerHolder.WORKSPACE);
  private Engine engine;

  @BeforeEach
  void haveTheImage() {
    TestContainers.assumeEngine();
    engine = Engine.connect(environment);
    ServerImage.have(engine, TestContainers.options("x", Map.of()).container(), Progress.NONE);
  }

  @AfterEach
  void removeEverything() throws IOException {
    if (engine != null) {
      volume.remove(engine);
    }
    new FolderTree(home).delete();
  }

  @Test
  void noContainerIsLeftWhenTheHostIsKilledAtAnyMoment() throws Exception {
    long seed = Long.getLong("pgassay.test.seed", System.nanoTime());
    System.out.println("LifelineContainerIT: -Dpgassay.test.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      long millis = (long) (random.nextDouble() * LATEST_MILLIS);
      Process host = startHost();
      host.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(host.isAlive()).as("host before it was killed, seed " + seed).isTrue();
      host.destroyForcibly().waitFor();
      assertNothingRuns("killed after " + millis + " ms, seed " + seed);
    }
    Process host = startHost();
    awaitLine(host, "loaded");
    host.destroyForcibly().waitFor();
    assertNothingRuns("killed during a build, seed " + seed);
    assertThat(engine.containersOf(volume.name())).as("containers, running or not").isEmpty();
  }

  private Process startHost() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerHolder.class.getName(),
            home.toString(),
            "docker");
    return builder.redirectErrorStream(true).start();
  }

  private static void awaitLine(Process host, String beginning) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("the host ended without saying " + beginning + ": " + said);
  }

  /** A container that was made and never started has no process; the next start removes it. */
  private void assertNothingRuns(String when) throws InterruptedException {
    long deadline = System.nanoTime() + PROMISE.toNanos();
    while (running() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(running()).as("containers that run 10 s after the host was " + when).isZero();
  }

  private long running() {
    return engine.containersOf(volume.name()).stream()
        .filter(container -> !"created".equals(container.getState()))
        .count();
  }
}
