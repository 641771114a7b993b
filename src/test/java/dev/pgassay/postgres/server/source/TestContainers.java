package dev.pgassay.postgres.server.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.postgres.server.docker.EngineProbe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Support for tests that start containers. They run wherever an engine answers, and are skipped,
 * with its words, elsewhere. {@code PGASSAY_TEST_IMAGE} gives another image than the reference
 * server's.
 */
public final class TestContainers {
  private static final String IMAGE_VARIABLE = "PGASSAY_TEST_IMAGE";
  private static final Path REFERENCE = Path.of("..", "docker", "postgres");

  private TestContainers() {}

  /** Skips the test if no engine answers. */
  public static void assumeEngine() {
    Optional<String> reason = EngineProbe.whyNot(environment(Path.of("/nonexistent")));
    assumeTrue(reason.isEmpty(), () -> "no container test: " + reason.orElseThrow());
  }

  /** Describes this machine and its engine with everything we keep in a folder of the test's. */
  public static ServerEnvironment environment(Path home) {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("PGASSAY_HOME", home.toString());
    return ServerEnvironment.of(
        variables,
        Map.of(
            "user.name", System.getProperty("user.name"),
            "user.home", System.getProperty("user.home"),
            "os.name", System.getProperty("os.name"),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir")),
        1L << 30,
        2);
  }

  /** Asks for the tested image, with 1 GB of memory. */
  public static ServerOptions options(String workspace, Map<String, String> settings) {
    return options(workspace, settings, Optional.ofNullable(System.getenv(IMAGE_VARIABLE)));
  }

  public static ServerOptions options(
      String workspace, Map<String, String> settings, Optional<String> image) {
    return new ServerOptions(
        settings,
        Optional.of(workspace),
        new ContainerOptions(image, REFERENCE, Optional.of("0"), OptionalLong.of(1L << 30)));
  }
}
