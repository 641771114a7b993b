package dev.pgassay.benchmarks.graph;

import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Clients whose sessions load AGE before they prepare their query. */
record GraphTask(ClientTask query, String loadSql) implements ClientTask {
  /** The input with the statement that loads AGE; absent for SQL. */
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
