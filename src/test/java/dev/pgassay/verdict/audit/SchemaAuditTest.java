package dev.pgassay.verdict.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.AuditedIndex;
import dev.pgassay.result.environment.AuditedIndex.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaAuditTest {
  private static final List<IndexShape> INDEXES =
      List.of(
          IndexShapeTest.constraint("pkey", "id"),
          IndexShapeTest.index("of_a_statement", "a"),
          IndexShapeTest.index("of_a_benchmark", "b"),
          IndexShapeTest.foreignKey("of_a_foreign_key", "c"),
          IndexShapeTest.index("of_a_small_table", "d"),
          IndexShapeTest.index("by_force", "h"),
          IndexShapeTest.index("of_nothing", "e"),
          IndexShapeTest.index("short", "f"),
          IndexShapeTest.index("long", "f", "g"));

  private final List<AuditedIndex> audited =
      new SchemaAudit(
              INDEXES,
              new StatementUses(Map.of("of_a_statement", List.of("one"), "short", List.of("by_f"))),
              new StatementUses(
                  Map.of(
                      "of_a_statement", List.of("one", "two"), "of_a_small_table", List.of("x"))))
          .judge(
              new BenchmarkUses(
                  Map.of("of_a_benchmark", List.of("Listing")),
                  Map.of(
                      "of_a_benchmark", List.of("Listing", "Join"), "by_force", List.of("Join"))),
              Map.of());

  @Test
  void judgesEveryIndexByTheFirstThatHolds() {
    assertThat(audited)
        .extracting(AuditedIndex::verdict)
        .containsExactly(
            Verdict.CONSTRAINT,
            Verdict.USED,
            Verdict.USED,
            Verdict.FOREIGN_KEY,
            Verdict.SMALL_TABLE,
            Verdict.SMALL_TABLE,
            Verdict.UNUSED,
            Verdict.REDUNDANT,
            Verdict.UNUSED);
  }

  @Test
  void namesWhatUsesAnIndexAndWhatCoversIt() {
    assertThat(audited.get(1).statements()).containsExactly("one");
    assertThat(audited.get(1).statementsWithoutSequentialScans()).containsExactly("two");
    assertThat(audited.get(2).benchmarks()).containsExactly("Listing");
    assertThat(audited.get(2).benchmarksWithoutSequentialScans()).contains(List.of("Join"));
    assertThat(audited.get(5).benchmarks()).isEmpty();
    assertThat(audited.get(7).coveredBy()).contains("long");
  }
}
