package dev.pgassay.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.GoldenFile;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.ComparisonFormat;
import dev.pgassay.verdict.compare.Effect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files: changing one is a decision about a format that others read. */
class VerdictReportTest {
  private static final Comparison COMPARISON =
      new Comparison(
          "main",
          "change <1>",
          List.of(
              finding("HnswSearch ef_search=40", Aspect.P50, Verdict.OK, effect(0.012, 0.07)),
              finding("Listing | page=1", Aspect.P50, Verdict.REGRESSED, effect(0.214, 0.09)),
              finding("Listing | page=1", Aspect.PLAN, Verdict.REGRESSED, Optional.empty()),
              finding("TextSearch", Aspect.P95, Verdict.UNSTABLE, effect(0.3, Double.NaN)),
              finding("index events_pkey", Aspect.INDEXES, Verdict.MISSING, Optional.empty())),
          List.of("advice only: 3 % & more"));

  @ParameterizedTest
  @CsvSource({
    "text,en",
    "text,de",
    "markdown,en",
    "markdown,ar",
    "junit,en",
    "junit,de",
    "json,en",
    "json,de",
    "github,en",
    "github,ar"
  })
  void isTheSameUnderEveryLocale(String format, String language) {
    GoldenFile.compare("report/verdict." + format, language, () -> render(format));
  }

  @Test
  void isXmlWithAFailureForEachRegression() throws Exception {
    byte[] xml = render("junit").getBytes(StandardCharsets.UTF_8);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getElementsByTagName("failure")
                .getLength())
        .isEqualTo(3);
  }

  @Test
  void annotatesTheStatementsOwnFileAndLineWhereNoOtherFileIsNamed() {
    Finding slow =
        new Finding(
            "newest clients=1",
            Optional.of(new PointKey("newest", Map.of("clients", "1"))),
            Aspect.P50,
            Verdict.REGRESSED,
            "slower",
            Optional.empty());
    Comparison comparison = new Comparison("main", "change", List.of(slow), List.of());
    Map<String, AnnotatedFile> files =
        Map.of("newest", new AnnotatedFile("queries/newest.sql", finding -> 4));
    assertThat(new GithubAnnotations(Optional.empty(), files).render(comparison))
        .startsWith("::error file=queries/newest.sql,line=4,title=newest");
    AnnotatedFile migration =
        new AnnotatedFile("004.sql", finding -> finding.subject().contains("newest") ? 7 : 1);
    assertThat(new GithubAnnotations(Optional.of(migration), files).render(comparison))
        .startsWith("::error file=004.sql,line=7,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "junit", "json", "github"})
  void letsNoControlCharacterOrLineBreakOutOfAnythingThatIsShown(String format) throws Exception {
    String hostile = "x\n::error::owned\r\u001b[2J\u0000\u009b\u202e##[error]";
    PointKey point = new PointKey(hostile, Map.of(hostile, hostile));
    Finding finding =
        new Finding(
            hostile, Optional.of(point), Aspect.P50, Verdict.REGRESSED, hostile, effect(0.3, 0.1));
    Comparison comparison = new Comparison(hostile, hostile, List.of(finding), List.of(hostile));
    String text = render(format, comparison);
    assertThat(text).doesNotContain("\u001b", "\u0000", "\r");
    assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("::error::owned"));
    if (!format.equals("json")) {
      assertThat(text).doesNotContain("\u009b", "\u202e").contains("\\u001b[2J");
    }
    if (format.equals("junit")) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void saysWhatAStatementIsBesideItsName() {
    Finding slow =
        new Finding(
            "newest clients=1",
            Optional.of(new PointKey("newest", Map.of("clients", "1"))),
            Aspect.P50,
            Verdict.REGRESSED,
            "slower",
            effect(0.3, 0.1));
    Comparison comparison =
        new Comparison("main", "change", List.of(slow), List.of())
            .labelled(Map.of("newest", "The newest events", "another", "Another"));

    assertThat(
            List.of(
                new VerdictText(false).render(comparison),
                new VerdictMarkdown().render(comparison),
                new VerdictJunit().render(comparison),
                new ComparisonFormat().write(comparison)))
        .allSatisfy(text -> assertThat(text).contains("newest clients=1 (The newest events)"));
  }

  @Test
  void saysThatNoLatencyCouldBeJudged() {
    Comparison asked =
        new Comparison(
                "main",
                "change",
                List.of(
                    finding("Join", Aspect.PLAN, Verdict.OK, Optional.empty()),
                    finding("Join", Aspect.P50, Verdict.UNSTABLE, effect(0.3, Double.NaN))),
                List.of())
            .requiringLatency();
    assertThat(new VerdictText(false).render(asked))
        .startsWith(
            "NOT JUDGED: latency: too noisy or too few rounds, 1 unstable (1 unstable, 1 ok)");
  }

  @Test
  void saysHowManyLatenciesCouldNotBeJudgedWhereTheOthersPassed() {
    Comparison passed =
        new Comparison(
            "main",
            "change",
            List.of(
                finding("Join", Aspect.PLAN, Verdict.OK, Optional.empty()),
                finding("Join", Aspect.P50, Verdict.OK, effect(0.001, 0.08)),
                finding("Join", Aspect.P95, Verdict.UNSTABLE, effect(0.3, Double.NaN)),
                finding("Graph", Aspect.P50, Verdict.UNSTABLE, Optional.empty())),
            List.of());
    assertThat(new VerdictText(false).render(passed))
        .startsWith(
            "OK: no regression was detected; 2 of 3 latencies could not be judged (2 unstable, 2"
                + " ok)");
  }

  private static String render(String format) {
    return render(format, COMPARISON);
  }

  private static String render(String format, Comparison comparison) {
    return switch (format) {
      case "text" -> new VerdictText(false).render(comparison);
      case "markdown" -> new VerdictMarkdown().render(comparison);
      case "junit" -> new VerdictJunit().render(comparison);
      case "json" -> new ComparisonFormat().write(comparison);
      case "github" ->
          new GithubAnnotations(
                  Optional.of(new AnnotatedFile("db/004.sql", finding -> 1)), Map.of())
              .render(comparison);
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static Optional<Effect> effect(double change, double detectable) {
    return Optional.of(
        new Effect(
            20,
            change,
            Optional.of(new ConfidenceInterval(change - 0.02, change + 0.02, 0.95)),
            0.001,
            0.004,
            Double.isNaN(detectable) ? OptionalDouble.empty() : OptionalDouble.of(detectable),
            1_234_567));
  }

  private static Finding finding(
      String subject, Aspect aspect, Verdict verdict, Optional<Effect> effect) {
    return new Finding(
        subject, Optional.empty(), aspect, verdict, "it was a < b & \"c\", 100 % sure", effect);
  }
}
