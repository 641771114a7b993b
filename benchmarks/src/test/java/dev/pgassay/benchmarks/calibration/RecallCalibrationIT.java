package dev.pgassay.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
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

class RecallCalibrationIT {
  @TempDir private Path home;

  /** On a thousand rows every search is nearly exhaustive, so recall is far above the bar. */
  @Test
  void measuresEveryBuildAndJudgesTheirMean() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] arguments = {
      "--dataset", "tiny", "--datasets", "../datasets", "--builds", "2", "--allowance", "0.05"
    };
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ServerEnvironment environment = environment();
      assertThatThrownBy(() -> RecallCalibration.run(arguments, environment, out))
          .isInstanceOf(Failure.class)
          .hasMessage(
              "recall on tiny is further than 0.050 from that of real embeddings: calibrate the"
                  + " weights of its distribution");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("1,000 rows x 100 queries x 1,536 dimensions; m 16, ef_construction 64")
        .containsPattern("(?m)^ +2 +200 +(1\\.000|0\\.99\\d) +0\\.0\\d\\d +0$")
        .containsPattern(
            "ef_search  40: mean of 2 builds (1\\.000|0\\.9\\d\\d), published 0\\.912");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> CalibrationOptions.parse("--build", "3"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("unknown option, or one without its value: --build; there are");
    assertThatThrownBy(() -> CalibrationOptions.parse("--builds", "0"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--builds is out of range or no number: 0");
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
