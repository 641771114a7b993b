package dev.pgassay.benchmarks.graph;

import dev.pgassay.db.DatabaseFailure;
import dev.pgassay.db.MeasuredSession;
import dev.pgassay.fork.ClientOperation;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkReport.RowSpan;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.SessionPlan;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Clients whose sessions load AGE before they prepare their query. */
record GraphTask(ClientTask query, String loadSql) implements ClientTask {
  /** The input with the statement that loads AGE; missing for SQL. */
  static final String LOAD = "graph.load";

  static ClientTask of(ForkContext context, QueryFiles files) {
    ClientTask query = QueryInputs.task(context, files);
    String loadSql = context.inputs().get(LOAD);
    return loadSql == null ? query : new GraphTask(query, loadSql);
  }

  @Override
  public int queries() {
    return query.queries();
  }

  @Override
  public int mostRows() {
    return query.mostRows();
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute(loadSql);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot load AGE into the measured session", e);
    }
    return query.open(session, client, clients);
  }

  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    return query.violations(operation, session);
  }

  @Override
  public List<String> violations(RowSpan rows) {
    return query.violations(rows);
  }

  @Override
  public List<String> violations(SessionPlan plan) {
    return query.violations(plan);
  }
}
