package dev.pgassay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.CannedRun;
import dev.pgassay.result.RunFormat;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void isTheDocumentThatIsStored() {
    String json = new JsonReport().render(CannedRun.complete());

    assertThat(json).startsWith("{").endsWith("}\n");
    assertThat(new RunFormat().read(json, "standard output")).isEqualTo(CannedRun.complete());
  }
}
