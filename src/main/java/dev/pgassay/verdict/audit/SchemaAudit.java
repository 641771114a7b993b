package dev.pgassay.verdict.audit;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.AuditedIndex;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import dev.pgassay.result.environment.AuditedIndex.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reports the uses and the cost of each index of the schema, and whether it is needed. Immutable.
 */
public final class SchemaAudit {
  private final List<IndexShape> indexes;
  private final StatementUses uses;
  private final StatementUses usesWithoutSequentialScans;

  SchemaAudit(
      List<IndexShape> indexes, StatementUses uses, StatementUses usesWithoutSequentialScans) {
    this.indexes = List.copyOf(indexes);
    this.uses = uses;
    this.usesWithoutSequentialScans = usesWithoutSequentialScans;
  }

  /**
   * Reads the indexes of a workspace, their sizes, and the plans of the catalogue's statements.
   *
   * @param workspace loaded and analysed
   */
  public static SchemaAudit read(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      return new SchemaAudit(
          LiveIndexes.read(session, workspace.schema()),
          StatementUses.read(session, true),
          StatementUses.read(session, false));
    }
  }

  /**
   * Measures the cost that each index adds to an insert.
   *
   * @param copy of the workspace, in which dead rows are left
   * @param progress shows how far it is
   * @return the costs by the index's name; an index whose table is empty has none
   * @throws InterruptedException if the run is ended
   */
  public Map<String, InsertCost> insertCosts(Workspace copy, Progress progress)
      throws InterruptedException {
    return InsertCosts.measure(copy, indexes, progress);
  }

  /**
   * Judges the indexes.
   *
   * @param benchmarks that used the indexes
   * @param costs by the index's name
   * @return all indexes, by table and name
   */
  public List<AuditedIndex> judge(BenchmarkUses benchmarks, Map<String, InsertCost> costs) {
    return indexes.stream()
        .map(index -> judge(index, benchmarks, Optional.ofNullable(costs.get(index.name()))))
        .toList();
  }

  private AuditedIndex judge(IndexShape index, BenchmarkUses measured, Optional<InsertCost> cost) {
    List<String> statements = uses.of(index.name());
    List<String> furtherStatements =
        usesWithoutSequentialScans.of(index.name()).stream()
            .filter(it -> !statements.contains(it))
            .toList();
    List<String> benchmarks = measured.of(index.name());
    List<String> furtherBenchmarks = measured.onlyWithoutSequentialScans(index.name());
    Optional<String> coveredBy = index.coveredBy(indexes).map(IndexShape::name);
    boolean used = !statements.isEmpty() || !benchmarks.isEmpty();
    boolean usedByForce = !furtherStatements.isEmpty() || !furtherBenchmarks.isEmpty();
    Verdict verdict =
        Stream.of(Verdict.values())
            .filter(it -> holds(it, index, coveredBy.isPresent(), used, usedByForce))
            .findFirst()
            .orElseThrow();
    return new AuditedIndex(
        index.name(),
        index.table(),
        verdict,
        coveredBy,
        index.sizeBytes(),
        statements,
        furtherStatements,
        benchmarks,
        Optional.of(furtherBenchmarks),
        cost);
  }

  private static boolean holds(
      Verdict verdict, IndexShape index, boolean covered, boolean used, boolean usedByForce) {
    return switch (verdict) {
      case REDUNDANT -> covered;
      case CONSTRAINT -> index.constraint();
      case USED -> used;
      case FOREIGN_KEY -> index.foreignKey();
      case SMALL_TABLE -> usedByForce;
      case UNUSED -> true;
    };
  }
}
