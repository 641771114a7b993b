package dev.pgassay.benchmarks.statement;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.PreparedQuery;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.progress.Progress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Executes a statement once with each of its values before the measurement: to report its faults by
 * line, to find out how many rows it returns and, if recall is requested, which rows are right. Not
 * thread-safe.
 */
final class Rehearsal {
  /** A limit, because every client keeps two numbers for each row of each query. */
  private static final long MOST_KEPT_ROWS = 2_000_000;

  private static final String APPROXIMATE =
      """
      SELECT c.relname
      FROM pg_class c JOIN pg_am a ON a.oid = c.relam
      WHERE c.relname = ANY (?) AND a.amname = ANY (?)
      """;

  private static final String SEARCH_EFFORT =
      """
      SELECT c.relname, current_setting('hnsw.ef_search', true)
      FROM pg_class c JOIN pg_am a ON a.oid = c.relam
      WHERE c.relname = ANY (?) AND a.amname = 'hnsw'
        AND coalesce(current_setting('hnsw.iterative_scan', true), 'off') = 'off'
      """;

  private static final String MISSING_INDEXES =
      """
      SELECT name
      FROM unnest(?::name[]) AS name
      WHERE NOT EXISTS (SELECT FROM pg_class WHERE relname = name AND relkind IN ('i', 'I'))
      """;

  private final StatementFile statement;
  private final QueryParameters parameters;
  private final MeasuredSession session;
  private final Progress progress;
  private Set<QualifiedName> tables = Set.of();

  Rehearsal(
      StatementFile statement,
      QueryParameters parameters,
      MeasuredSession session,
      Progress progress) {
    this.statement = statement;
    this.parameters = parameters;
    this.session = session;
    this.progress = progress;
  }

  /** Returns the file's limits for the rows of an answer, and how many rows are kept. */
  QueryInputs.Rows rows() throws InterruptedException {
    int least = statement.rows().least();
    int most = statement.rows().most();
    int mostRows = 0;
    requireIndexes();
    try (PreparedQuery query = prepare();
        Progress.Task task = task("try " + statement.name())) {
      for (int number = 0; number < parameters.queries(); number++) {
        int rows = execute(query, number, new long[0]);
        if (rows < least || rows > most) {
          throw statement.refuse(
              0,
              "it returned "
                  + rows
                  + " rows, but rows says "
                  + statement.rows()
                  + ", with the values "
                  + query.literals(number)
                  + (rows < least ? tooFew(query, number) : ""));
        }
        mostRows = Math.max(mostRows, rows);
        task.advance(1);
      }
      tables = Set.copyOf(session.explain(query.sql(), query.literals(0)).plan().tables());
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot close " + statement.name(), e);
    }
    requireRoom(mostRows);
    // One more than any answer had, to distinguish an answer that grows from one that was cut off.
    return new QueryInputs.Rows(least, most, Math.min(most, mostRows + 1));
  }

  private void requireIndexes() {
    try (PreparedStatement query = session.connection().prepareStatement(MISSING_INDEXES)) {
      query.setArray(1, session.connection().createArrayOf("name", statement.indexes().toArray()));
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          throw statement.refuse(
              0, "its header requires index " + row.getString(1) + ", which does not exist");
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot look for the indexes of " + statement.name(), e);
    }
  }

  /** Explains why an index may have returned too few rows. */
  private String tooFew(PreparedQuery query, int number) throws SQLException {
    List<String> indexes = session.explain(query.sql(), query.literals(number)).plan().indexes();
    try (PreparedStatement effort = session.connection().prepareStatement(SEARCH_EFFORT)) {
      effort.setArray(1, session.connection().createArrayOf("name", indexes.toArray()));
      try (ResultSet row = effort.executeQuery()) {
        return row.next()
            ? "; a scan of HNSW index "
                + row.getString(1)
                + " returns at most hnsw.ef_search = "
                + row.getString(2)
                + " rows, before a filter and OFFSET: raise it by --set hnsw.ef_search=N, or set"
                + " hnsw.iterative_scan"
            : "";
      }
    }
  }

  /** Returns the tables that its plan reads for its first value; known after {@link #rows}. */
  Set<QualifiedName> tables() {
    return tables;
  }

  /**
   * Executes it without an index that answers approximately, and says what the reader of its recall
   * must know.
   *
   * @param excluded by query, what the column of the exclusion has in a row that does not count
   */
  ExactAnswers exactAnswers(List<String> excluded) throws InterruptedException {
    try (PreparedQuery query = prepare();
        Progress.Task task = task("answer " + statement.name() + " by an exact scan")) {
      requireExact(session.explain(query.sql(), query.literals(0)).plan().indexes());
      ExactAnswers answers =
          new ExactScan(statement, parameters, excluded, session.connection()).answers(task);
      answers.remarks().forEach(remark -> progress.warn(statement.name() + ": " + remark));
      return answers;
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private PreparedQuery prepare() {
    try {
      return PreparedQuery.prepare(
          session.connection(), statement.sql(), parameters, RowShape.DIGEST);
    } catch (DatabaseFailure e) {
      throw refused((SQLException) e.getCause());
    }
  }

  private int execute(PreparedQuery query, int number, long[] answer) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while " + statement.name() + " was tried");
    }
    try {
      return query.execute(number, answer);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private Failure refused(SQLException e) {
    String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    return statement.refuse(
        DatabaseFailure.position(e).orElse(0), "the server refuses the statement: " + words);
  }

  private void requireRoom(int mostRows) {
    long kept = (long) parameters.queries() * mostRows;
    boolean withRecall = statement.leastRecall().isPresent();
    if ((statement.stable() || withRecall) && kept > MOST_KEPT_ROWS) {
      throw statement.refuse(
          0,
          "its answers have "
              + kept
              + " rows in all, too many to compare; say queries: "
              + Math.max(1, MOST_KEPT_ROWS / mostRows)
              + (withRecall ? "" : " or answers: may differ"));
    }
  }

  private void requireExact(List<String> indexes) {
    try (PreparedStatement query = session.connection().prepareStatement(APPROXIMATE)) {
      Object[] methods = IndexType.BUILT_IN.stream().map(IndexType::accessMethod).toArray();
      query.setArray(1, session.connection().createArrayOf("name", indexes.toArray()));
      query.setArray(2, session.connection().createArrayOf("name", methods));
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          throw statement.refuse(
              0,
              "recall needs an exact scan, and the server uses "
                  + row.getString(1)
                  + " even with index scans off");
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot tell exact indexes from approximate ones", e);
    }
  }

  private Progress.Task task(String doing) {
    return progress.start(doing, parameters.queries(), "queries");
  }
}
