package dev.pgassay.selfcheck.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GroundTruthComparisonIT {
  @TempDir Path home;

  @Test
  void findsTheAnswersOfTheServerOnTinyData() throws Exception {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new GroundTruthComparison(environment()))
            .setOut(new PrintWriter(out))
            .execute("--dataset=tiny", "--datasets=../datasets", "--rounds=2", "--sample=3");

    assertThat(code).isZero();
    assertThat(out.toString())
        .startsWith("1,000 rows x ")
        .containsPattern("(?m)^ +2 +\\d+\\.\\d\\d +\\d+\\.\\d +\\d+\\.\\d$")
        .containsPattern("median ratio of 2 rounds: \\d+\\.\\d\\R")
        .containsPattern(
            "differ by at most \\d\\.\\de-0[678]; a tie is a difference within 9.3e-06\\R$");
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
