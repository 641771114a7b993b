package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.report.html.HistoryHtml;
import dev.pgassay.result.GoldenFile;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.history.CannedHistory;
import dev.pgassay.verdict.history.History;
import dev.pgassay.verdict.history.HistoryFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden files: changing one is a decision about a format that others read. */
class HistoryReportTest {
  private static final History DRIFTED = CannedHistory.drifted();

  @ParameterizedTest
  @CsvSource({"text,en", "text,de", "json,en", "json,ar", "html,en", "html,ar"})
  void isTheSameUnderEveryLocale(String format, String language) {
    GoldenFile.compare("report/history." + format, language, () -> render(format));
  }

  @Test
  void saysHowManyRunsAChangeNeeds() {
    History none = History.of(List.of(), List.of(), Policy.DEFAULT, CannedHistory.RULE);
    assertThat(new HistoryText(false).render(none))
        .startsWith(
            "NOT JUDGED: a change needs a series of 14 runs, the longest has 0\n"
                + "read      no complete run\n");
  }

  @Test
  void showsTheLabelOfAStatementBesideItsName() {
    History own =
        CannedHistory.drifted(
            Map.of("Listing", "-- label: the <first> page\nSELECT name FROM events LIMIT 10\n"));

    assertThat(new HistoryText(false).render(own)).contains("Listing page=<1> (the <first> page)");
    assertThat(new HistoryHtml().render(own))
        .contains("<h2>Listing page=&lt;1&gt; (the &lt;first&gt; page), ");
  }

  @Test
  void needsNeitherANetworkNorAScript() {
    assertThat(render("html"))
        .doesNotContain("http:", "https:", "<script", "src=", "url(", "Listing page=<1>")
        .contains("Listing page=&lt;1&gt;", "half a run &amp; more");
  }

  private static String render(String format) {
    return switch (format) {
      case "text" -> new HistoryText(false).render(DRIFTED);
      case "json" -> new HistoryFormat().write(DRIFTED);
      case "html" -> new HistoryHtml().render(DRIFTED);
      default -> throw new IllegalArgumentException(format);
    };
  }
}
