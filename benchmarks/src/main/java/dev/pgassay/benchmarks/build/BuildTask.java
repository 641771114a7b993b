package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.loop.OperationTask;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.postgres.index.BuildKind;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A client that repeatedly builds an index and queries it. Immutable. */
final class BuildTask extends OperationTask {
  static final String INDEX = "build.index";
  static final String SQL = "build.sql";
  static final String ROWS = "build.rows";

  private final ConnectionTarget target;
  private final BuiltIndex index;
  private final QueryTask queries;

  private BuildTask(ForkContext context, QueryFiles files) {
    this.target = context.target();
    this.index =
        new BuiltIndex(
            context.input(INDEX), context.input(SQL), Long.parseLong(context.input(ROWS)));
    this.queries = QueryInputs.task(context, files);
  }

  static BuildTask of(ForkContext context, QueryFiles files) {
    return new BuildTask(context, files);
  }

  /**
   * The index to build.
   *
   * @param name of the index with its schema, quoted
   * @param sql the statement
   * @param rows of the table
   */
  record BuiltIndex(String name, String sql, long rows) {
    boolean isGraph() {
      return BuildKind.of(sql) == BuildKind.GRAPH_IN_MEMORY;
    }
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    return new BuildOperation(session, target, index, queries);
  }

  /** Builds the index once and checks the answers of the queries that use it. */
  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    BuildOperation building = (BuildOperation) operation;
    building.before(0);
    building.execute(0, new long[0]);
    building.after(0);
    List<String> found = new ArrayList<>(building.violations());
    building.forget();
    return found;
  }
}
