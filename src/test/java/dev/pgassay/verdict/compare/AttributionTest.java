package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.PointKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
    "BUFFERS, REGRESSED, it reads more buffers: WHY",
    "BUFFERS_OF_ANOTHER_BUILD, REGRESSED, it reads more buffers: WHY",
    "WAL, REGRESSED, it writes more WAL: WHY",
    "RECALL, REGRESSED, the answers became worse too: WHY",
    "RECALL, IMPROVED, better answers cost more: WHY",
    "BUFFERS, IMPROVED, 'no plan was read, and it reads fewer buffers: the extra time is"
        + " processing'",
    "BUFFERS, OK, 'no plan was read, and nothing that the server counts changed by more than is"
        + " tolerated: WHY buffers per operation'",
    "BUFFERS, NOT_COMPARABLE, 'no plan was read, and buffers could not be compared: WHY'",
    "PLAN, OK, a change that the policy tolerates: WHY",
    "ROWS, OK, 'no plan was read, and the server''s work was not observed'"
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

  @Test
  void speaksOfTheSamePlanWhereItWasRead() {
    Finding slow = Finding.of(POINT, Aspect.P50, Verdict.REGRESSED, "slower");
    Finding plan = Finding.of(POINT, Aspect.PLAN, Verdict.OK, PlanComparison.SAME);
    Finding more = Finding.of(POINT, Aspect.BUFFERS, Verdict.REGRESSED, "WHY");
    assertThat(explained(slow, plan, more)).endsWith("; the same plan reads more buffers: WHY");
    assertThat(explained(slow, plan))
        .endsWith("; the plan is the same, and the server's work was not observed");
  }

  private static String explained(Finding slow, Finding... exact) {
    return Attribution.explain(List.of(slow), List.of(exact)).get(0).sentence();
  }
}
