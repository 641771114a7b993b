package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import org.junit.jupiter.api.Test;

class QueryPlanTest {
  private static final String INDEX_SCAN =
      """
      [{"Plan": {"Node Type": "Limit", "Startup Cost": %s, "Plan Rows": 10, "Plans": [
        {"Node Type": "Index Scan", "Scan Direction": "Forward",
         "Index Name": "events_embedding_hnsw_idx", "Relation Name": "events",
         "Total Cost": %s}]}}]
      """;
  private static final String SEQUENTIAL =
      """
      [{"Plan": {"Node Type": "Limit", "Plans": [{"Node Type": "Sort", "Plans": [
        {"Node Type": "Seq Scan", "Relation Name": "events"}]}]}}]
      """;

  @Test
  void tellsTheIndexThatIsUsed() {
    QueryPlan plan = QueryPlan.parse(INDEX_SCAN.formatted(1, 2));
    assertThat(plan.usesIndex("events_embedding_hnsw_idx")).isTrue();
    assertThat(plan.usesIndex("events_pkey")).isFalse();
    assertThat(plan.text())
        .isEqualTo("Limit\n  Index Scan Forward using events_embedding_hnsw_idx on events");
  }

  @Test
  void tellsASequentialScan() {
    QueryPlan plan = QueryPlan.parse(SEQUENTIAL);
    assertThat(plan.scansSequentially("events")).isTrue();
    assertThat(plan.indexes()).isEmpty();
  }

  @Test
  void namesTheTablesThatItReadsWithTheirSchemas() {
    QueryPlan plan =
        QueryPlan.parse(
            """
            [{"Plan": {"Node Type": "Hash Join", "Plans": [
              {"Node Type": "Seq Scan", "Schema": "shop", "Relation Name": "orders"},
              {"Node Type": "Index Only Scan", "Schema": "shop", "Relation Name": "orders",
               "Index Name": "orders_pkey"},
              {"Node Type": "Seq Scan", "Schema": "pg_catalog", "Relation Name": "pg_class"}]}}]
            """);
    assertThat(plan.tables()).containsExactly(new QualifiedName("shop", "orders"));
    assertThat(QueryPlan.parse(SEQUENTIAL).tables()).isEmpty();
  }

  @Test
  void costsDoNotChangeTheFingerprint() {
    assertThat(QueryPlan.parse(INDEX_SCAN.formatted(1, 2)).fingerprint())
        .isEqualTo(QueryPlan.parse(INDEX_SCAN.formatted(3, 4)).fingerprint())
        .isNotEqualTo(QueryPlan.parse(SEQUENTIAL).fingerprint())
        .hasSize(16);
  }

  @Test
  void tellsASortedAggregateFromAHashedOneAndAParallelScanFromOneAlone() {
    String aggregate =
        """
        [{"Plan": {"Node Type": "Aggregate", "Strategy": "%s", "Parallel Aware": false, "Plans": [
          {"Node Type": "Seq Scan", "Relation Name": "events", "Parallel Aware": %s}]}}]
        """;
    QueryPlan hashed = QueryPlan.parse(aggregate.formatted("Hashed", true));
    assertThat(hashed.text()).isEqualTo("Aggregate [hashed]\n  Seq Scan on events [parallel]");
    assertThat(hashed.fingerprint())
        .isNotEqualTo(QueryPlan.parse(aggregate.formatted("Sorted", true)).fingerprint())
        .isNotEqualTo(QueryPlan.parse(aggregate.formatted("Hashed", false)).fingerprint());
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatThrownBy(() -> QueryPlan.parse("Limit (cost=0.00..1.00)"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not JSON");
  }
}
