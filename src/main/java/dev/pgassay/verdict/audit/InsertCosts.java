package dev.pgassay.verdict.audit;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.ExecutedWrite;
import dev.pgassay.postgres.schema.SchemaCatalog;
import dev.pgassay.postgres.schema.SchemaIndex;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import dev.pgassay.stats.Quantile;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The cost that each index adds to an insert, measured on a copy of the database that is thrown
 * away afterwards.
 *
 * <p>The same rows are inserted in turns into the table without any index and with the one alone,
 * each time in a transaction that drops the others, foreign keys and triggers and is rolled back.
 * With all other indexes in place, their noise would hide the cost of a B-tree: an HNSW index takes
 * milliseconds for a row, a B-tree microseconds. The first turn does not count: it makes the first
 * change of most pages after a checkpoint, which is written whole. The work that a GIN index with
 * fastupdate defers is done, and counted, at the end of each turn. Not thread-safe.
 */
final class InsertCosts {
  private static final String DOING = "cannot measure what an index costs an insert";

  /** Rows of each turn. */
  private static final int ROWS = 1000;

  private static final int ROWS_WITH_VECTORS = 100;

  private static final int ROUNDS = 3;

  private final Session session;
  private final String schema;

  private InsertCosts(Session session, String schema) {
    this.session = session;
    this.schema = schema;
  }

  /** Measures all indexes; one on an empty table has no cost. */
  static Map<String, InsertCost> measure(
      Workspace copy, List<IndexShape> indexes, Progress progress) throws InterruptedException {
    Map<String, InsertCost> costs = new HashMap<>();
    try (Session session = Session.open(copy.target(Role.OWNER));
        Progress.Task task = progress.start("audit indexes", indexes.size(), "indexes")) {
      InsertCosts measuring = new InsertCosts(session, copy.schema());
      Map<String, NewRows> rows = new HashMap<>();
      for (IndexShape index : indexes) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while indexes were audited");
        }
        NewRows made = rows.computeIfAbsent(index.table(), measuring::makeRows);
        if (made.count() > 0) {
          costs.put(index.name(), measuring.cost(index, made));
        }
        task.advance(1);
      }
    }
    return costs;
  }

  private NewRows makeRows(String table) {
    QualifiedName name = new QualifiedName(schema, table);
    session.execute(DOING, "ALTER TABLE " + name.quoted() + " SET (autovacuum_enabled = off)");
    return NewRows.make(session, name, ROWS);
  }

  private InsertCost cost(IndexShape index, NewRows made) {
    int rows = Math.min(made.withVectors(index) ? ROWS_WITH_VECTORS : ROWS, made.count());
    insert(index, made, rows, 0, Optional.empty());
    insert(index, made, rows, 0, Optional.of(index));
    ExecutedWrite[] without = new ExecutedWrite[ROUNDS];
    ExecutedWrite[] with = new ExecutedWrite[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      without[round] = insert(index, made, rows, round + 1, Optional.empty());
      with[round] = insert(index, made, rows, round + 1, Optional.of(index));
    }
    return cost(rows, without, with);
  }

  /** Compares turns with turns: the median of the differences counts. */
  static InsertCost cost(int rows, ExecutedWrite[] without, ExecutedWrite[] with) {
    double micros = difference(without, with, InsertCosts::micros) / rows;
    DoubleSummaryStatistics spread =
        Arrays.stream(without).mapToDouble(InsertCosts::micros).summaryStatistics();
    double resolution = (spread.getMax() - spread.getMin()) / rows;
    return new InsertCost(
        rows,
        Math.max(0, difference(without, with, ExecutedWrite::walBytes) / rows),
        Math.max(0, difference(without, with, ExecutedWrite::fullPageImages) / rows),
        micros > resolution ? OptionalDouble.of(micros) : OptionalDouble.empty(),
        resolution);
  }

  private static double difference(
      ExecutedWrite[] without, ExecutedWrite[] with, ToDoubleFunction<ExecutedWrite> figure) {
    double[] differences = new double[with.length];
    for (int round = 0; round < with.length; round++) {
      differences[round] = figure.applyAsDouble(with[round]) - figure.applyAsDouble(without[round]);
    }
    return Quantile.nearestRank(differences, 0.5);
  }

  private static double micros(ExecutedWrite write) {
    return write.executionMillis() * TimeUnit.MILLISECONDS.toMicros(1);
  }

  private ExecutedWrite insert(
      IndexShape index, NewRows made, int rows, int round, Optional<IndexShape> left) {
    return session.rolledBack(
        DOING,
        () -> {
          strip(index.table(), left);
          ExecutedWrite written =
              ExecutedWrite.of(session, DOING, made.insert(schema, index, rows, round));
          return left.filter(it -> it.method().equals("gin"))
              .map(it -> written.plus(madeUpFor(it)))
              .orElse(written);
        });
  }

  private ExecutedWrite madeUpFor(IndexShape gin) {
    String name = new QualifiedName(schema, gin.name()).quoted();
    return ExecutedWrite.of(session, DOING, "SELECT gin_clean_pending_list('" + name + "')");
  }

  /** Leaves a table with one index or none, until the transaction is rolled back. */
  private void strip(String table, Optional<IndexShape> left) {
    SchemaCatalog.foreignKeys().stream()
        .filter(key -> key.table().equals(table) || key.referencedTable().equals(table))
        .forEach(key -> session.execute(DOING, key.drop(schema)));
    SchemaCatalog.indexes().stream()
        .filter(it -> it.table().equals(table) && left.stream().noneMatch(keep(it)))
        .forEach(it -> session.execute(DOING, it.drop(schema)));
    session.execute(
        DOING,
        "ALTER TABLE " + new QualifiedName(schema, table).quoted() + " DISABLE TRIGGER USER");
  }

  private static Predicate<IndexShape> keep(SchemaIndex definition) {
    return shape -> shape.name().equals(definition.name());
  }
}
