package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanRuleTest {
  @Test
  void anIndexThatCoversIsReadByAnIndexOnlyScan() {
    PlanRule rule = PlanRule.covers("listing_idx");

    assertThat(rule.violations(plan("Limit\n  Index Only Scan using listing_idx on events")))
        .isEmpty();
    assertThat(rule.violations(plan("Limit\n  Index Scan using listing_idx on events")))
        .containsExactly(
            "the plan reads the table beside listing_idx: Limit >  Index Scan using listing_idx on"
                + " events");
    assertThat(rule.violations(plan("Limit\n  Seq Scan on events")))
        .containsExactly("the plan does not use listing_idx: Limit >  Seq Scan on events");
  }

  private static SessionPlan plan(String text) {
    return new SessionPlan(text, "", Optional.empty(), 0, 0);
  }
}
