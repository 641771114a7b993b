package dev.pgassay.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateRecordIT {
  @TempDir private Path folder;

  @Test
  void recordsRoundsThatCanBeJudged() throws Exception {
    // The server's own user must be able to pass through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path rounds = folder.resolve("rounds.tsv");
    SelfcheckProcess.Outcome recorded =
        SelfcheckProcess.run(
            folder,
            "calibrate",
            "record",
            rounds.toString(),
            "HnswSearch",
            "--database=local",
            "--dataset=tiny",
            "--param=m=16",
            "--param=ef_search=40",
            "--for=1s",
            "--budget=1s");
    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(recorded.out())
        .contains("recorded in " + rounds + "; next: scripts/selfcheck calibrate judge " + rounds);
    assertThat(Files.readString(rounds)).startsWith("pgassay rounds 1\npass\t");

    SelfcheckProcess.Outcome judged =
        SelfcheckProcess.run(folder, "calibrate", "judge", rounds.toString(), "--comparisons", "5");
    assertThat(judged.exitCode()).as(judged.err()).isZero();
    assertThat(judged.out())
        .contains("ab: interleaved rounds")
        .contains("34 rounds of 1 points from 1 stretches of time");
  }
}
