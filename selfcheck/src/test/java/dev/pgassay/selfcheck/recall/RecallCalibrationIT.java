package dev.pgassay.selfcheck.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.failure.Failure;
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

class RecallCalibrationIT {
  @TempDir private Path home;

  /** On a thousand rows every search is nearly exhaustive, so recall is far above the bar. */
  @Test
  void measuresEveryBuildAndJudgesTheirMean() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new RecallCalibration(environment()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().print(failure.getMessage());
                  return failure instanceof Failure ? 1 : 9;
                })
            .execute("--dataset=tiny", "--datasets=../datasets", "--builds=2", "--allowance=0.05");

    assertThat(err.toString())
        .isEqualTo(
            "recall on tiny is further than 0.050 from that of real embeddings: calibrate the"
                + " weights of its distribution");
    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("1,000 rows x 100 queries x 1,536 dimensions; m 16, ef_construction 64")
        .containsPattern("(?m)^ +2 +200 +(1\\.000|0\\.99\\d) +0\\.0\\d\\d +0$")
        .containsPattern(
            "ef_search  40: mean of 2 builds (1\\.000|0\\.9\\d\\d), published 0\\.912");
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
