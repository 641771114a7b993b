package dev.pgassay.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunFormatTest {
  private final RunFormat format = new RunFormat();

  @Test
  void readsWhatItWrote() {
    for (Run run :
        new Run[] {CannedRun.complete(), CannedRun.interrupted(), CannedRun.otherBenchmark()}) {
      assertThat(format.read(format.write(run), "run.json")).isEqualTo(run);
    }
  }
}
