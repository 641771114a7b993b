package dev.pgassay.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.PointKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {
  private static final PointKey POINT = new PointKey("Listing", Map.of("page", "1"));

  @ParameterizedTest
  @CsvSource({
    "PLAN, REGRESSED, WHY",
    "ESTIMATE, REGRESSED, WHY",
    "SPILL, REGRESSED, WHY",
    "INDEX_SIZE, REGRESSED, the index became larger: WHY",
    "BUFFERS, REGRESSED, the same plan reads more buffers: WHY",
    "BUFFERS_OF_ANOTHER_BUILD, REGRESSED, the same plan reads more buffers: WHY",
    "WAL, REGRESSED, it writes more WAL: WHY",
    "RECALL, REGRESSED, the answers became worse too: WHY",
    "RECALL, IMPROVED, better answers cost more: WHY",
    "BUFFERS, IMPROVED, the same plan reads no more buffers and takes longer: the time goes into"
        + " processing",
    "ROWS, OK, 'the plan is the same, and the server''s work was not observed'"
  })
  void saysInOneSentenceWhy(Aspect aspect, Verdict verdict, String cause) {
    Finding slow = Finding.of(POINT, Aspect.P50, Verdict.REGRESSED, "slower");
    Finding exact = Finding.of(POINT, aspect, verdict, "WHY");
    assertThat(Attribution.explain(List.of(slow), List.of(exact)))
        .singleElement()
        .returns("slower; " + cause, Finding::sentence);
  }

  @ParameterizedTest
  @CsvSource({"PLAN, BUFFERS", "SPILL, BUFFERS", "BUFFERS, WAL"})
  void namesTheDeeperCauseFirst(Aspect deeper, Aspect other) {
    Finding slow = Finding.of(POINT, Aspect.P50, Verdict.REGRESSED, "slower");
    List<Finding> exact =
        List.of(
            Finding.of(POINT, other, Verdict.REGRESSED, "EFFECT"),
            Finding.of(POINT, deeper, Verdict.REGRESSED, "CAUSE"));
    assertThat(Attribution.explain(List.of(slow), exact).get(0).sentence()).endsWith("CAUSE");
  }
}
