package dev.pgassay.selfcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsFileTest {
  private static final PointKey ONE = RecordedRounds.point(1);
  private static final PointKey TWO = RecordedRounds.point(2);

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    Path file = written();
    Recording recording = RoundsFile.read(file);
    assertThat(recording.segments()).hasSize(1);
    assertThat(recording.segments().get(0).group()).isEqualTo("group");
    assertThat(recording.segments().get(0).rounds())
        .containsExactly(
            Map.of(ONE, round(0.01), TWO, round(0.02)), Map.of(ONE, round(0.03), TWO, round(0.04)));
    Path compressed = folder.resolve("rounds.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(file, out);
    }
    assertThat(RoundsFile.read(compressed)).isEqualTo(recording);
  }

  @Test
  void losesOnlyTheRoundInFlightWhenItsWriterIsKilled() throws IOException {
    Path file = written();
    Files.writeString(file, "round\t1\tP50 1000.0 0.0", StandardOpenOption.APPEND);
    assertThat(RoundsFile.read(file).rounds()).isEqualTo(4);
    RoundsFile next = RoundsFile.beginPass(file, List.of("later"));
    next.add("group", TWO, round(0.05));
    Recording both = RoundsFile.read(file);
    assertThat(both.rounds()).isEqualTo(5);
    assertThat(both.segments()).hasSize(2);
  }

  @Test
  void leavesOutARoundThatNotAllPointsCameTo() throws IOException {
    Path file = written();
    RoundsFile next = RoundsFile.beginPass(file, List.of("later"));
    next.add("group", ONE, round(0.1));
    next.add("group", TWO, round(0.1));
    next.add("group", ONE, round(0.2));
    assertThat(RoundsFile.read(file).segments().get(1).rounds()).hasSize(1);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "point,round\n1,2\n");
    assertThatThrownBy(() -> RoundsFile.read(other)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> RoundsFile.beginPass(other, List.of()))
        .isInstanceOf(InvalidInput.class);
    assertThat(other).hasContent("point,round\n1,2\n");
    Path file = written();
    Files.writeString(file, "round\t7\tP50 1000.0 0 0 0 0\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> RoundsFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("rounds.tsv:9 is no line");
  }

  private Path written() {
    Path file = folder.resolve("rounds.tsv");
    RoundsFile rounds = RoundsFile.beginPass(file, List.of("now", "this program"));
    rounds.add("group", ONE, round(0.01));
    rounds.add("group", TWO, round(0.02));
    rounds.add("group", ONE, round(0.03));
    rounds.add("group", TWO, round(0.04));
    return file;
  }

  private static RoundOfArms round(double log) {
    return new RoundOfArms(
        Map.of(
            Aspect.P50,
            new RoundOfArms.Figures(1_234_567, List.of(log, -log, log + 0.1, log + 0.2))));
  }
}
