package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunFormat;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void isTheDocumentThatIsStored() {
    String json = new JsonReport().render(CannedRun.complete());

    assertThat(json).startsWith("{").endsWith("}\n");
    assertThat(new RunFormat().read(json, "standard output")).isEqualTo(CannedRun.complete());
  }

  @Test
  void namesTheSearchEffortOfATargetUnlessItIsEfSearch() {
    Run run = CannedRun.ofLists(30);
    String json = new JsonReport().render(run);

    assertThat(json).contains("\"effort\": \"probes\"");
    assertThat(new RunFormat().read(json, "standard output")).isEqualTo(run);
    assertThat(new JsonReport().render(CannedRun.complete())).doesNotContain("\"effort\"");
  }
}
