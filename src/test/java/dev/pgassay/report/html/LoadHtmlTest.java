package dev.pgassay.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.GoldenFile;
import dev.pgassay.result.point.CannedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadHtmlTest {
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG", "de-DE"})
  void isTheSameUnderEveryLocale(String language) {
    GoldenFile.compare("report/load.html", language, LoadHtmlTest::page);
  }

  /**
   * Two rates: 200/s kept with a p50 of 1.5 ms, and 1,150/s of 2,000/s with a p99 of 792 ms. The
   * drawing is 640 wide, 70 of it left of zero and 12 right of the highest throughput; its times go
   * from 1 to 1,000 ms, down from 12 to 266. So 200/s is at 70 + 558 x 200 / 1,150 = 167.0, and 1.5
   * ms at 12 + 254 x (3 - log 1.5) / 3 = 251.1.
   */
  @Test
  void putsEachRateWhereItsThroughputAndItsTimesAre() {
    assertThat(page())
        .contains("<circle cx=\"167.0\" cy=\"251.1\"")
        .contains("200/s offered, 200/s answered: p50 1.50 ms")
        .contains("<circle class=\"late\" cx=\"628.0\"")
        .contains("2,000/s offered, 1,150/s answered: p99 792 ms")
        .containsPattern("<polyline class=\"p50\" points=\"167\\.0,251\\.1 628\\.0,[0-9.]+\"/>");
  }

  @Test
  void namesTheStatementWithoutItsRate() {
    assertThat(page()).contains("ef_search=40").doesNotContain("rate=");
  }

  @Test
  void needsNeitherANetworkNorAScript() {
    assertThat(page()).doesNotContain("http:", "https:", "<script", "src=", "url(");
  }

  @Test
  void drawsNothingWhereThereIsNoOpenLoop() {
    assertThat(new LoadHtml().render(CannedRun.complete())).doesNotContain("<svg");
  }

  private static String page() {
    return new LoadHtml().render(CannedRun.openLoad());
  }
}
