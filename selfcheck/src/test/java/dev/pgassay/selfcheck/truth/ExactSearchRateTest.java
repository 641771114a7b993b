package dev.pgassay.selfcheck.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExactSearchRateTest {
  @Test
  void printsEveryArmOnTinyData() {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new ExactSearchRate())
            .setOut(new PrintWriter(out))
            .execute("--dataset=tiny", "--datasets=../datasets", "--rounds=1");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("library, one call", "library, in slices")
        .containsPattern("search, rows in memory +\\d+\\.\\d +\\d+%")
        .containsPattern("search, rows generated +\\d+\\.\\d +\\d+%");
  }
}
