package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.store.RunFormat;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void isTheDocumentThatIsStored() {
    String json = new JsonReport().render(CannedRun.complete());

    assertThat(json).startsWith("{").endsWith("}\n");
    assertThat(new RunFormat().read(json, "standard output")).isEqualTo(CannedRun.complete());
  }
}
