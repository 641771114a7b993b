package dev.pgassay.benchmarks.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExactSearchRateTest {
  @Test
  void printsEveryArmOnTinyData() throws Exception {
    String[] arguments = {"--dataset", "tiny", "--datasets", "../datasets", "--rounds", "1"};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ExactSearchRate.run(arguments, out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("library, one call", "library, in slices")
        .containsPattern("search, rows in memory +\\d+\\.\\d +\\d+%")
        .containsPattern("search, rows generated +\\d+\\.\\d +\\d+%");
  }
}
