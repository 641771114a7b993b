package dev.pgassay.benchmarks.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.server.ServerEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthComparisonIT {
  @TempDir Path home;

  @Test
  void findsTheAnswersOfTheServerOnTinyData() throws Exception {
    String[] arguments = {
      "--dataset", "tiny", "--datasets", "../datasets", "--rounds", "2", "--sample", "3"
    };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      GroundTruthComparison.run(arguments, environment(), out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("1,000 rows x ")
        .containsPattern("(?m)^ +2 +\\d+\\.\\d\\d +\\d+\\.\\d +\\d+\\.\\d$")
        .containsPattern("median ratio of 2 rounds: \\d+\\.\\d\\R")
        .containsPattern("differ by at most \\d\\.\\de-0[678]; a tie is told within 9.3e-06\\R$");
  }

  /** A server of this test's own, in a folder that the server's user can reach. */
  private ServerEnvironment environment() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    return ServerEnvironment.of(
        Map.of("PATH", System.getenv("PATH"), "PGASSAY_HOME", home.toString()),
        Map.of(
            "user.name", System.getProperty("user.name"),
            "user.home", System.getProperty("user.home"),
            "os.name", System.getProperty("os.name"),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir")),
        1L << 30,
        2);
  }
}
