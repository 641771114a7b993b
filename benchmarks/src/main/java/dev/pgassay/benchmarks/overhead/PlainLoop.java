package dev.pgassay.benchmarks.overhead;

import dev.pgassay.db.Connections;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * The plainest loop over JDBC that an engineer would write: a connection, one prepared statement, a
 * query number, every row read. No pool, no gate, no histogram, no answers kept: what our measured
 * path costs more than this is our overhead.
 */
final class PlainLoop implements JdbcArm.Client, AutoCloseable {
  private final Connection connection;
  private final PreparedStatement search;
  private final QueryOrder order;

  private PlainLoop(Connection connection, PreparedStatement search, QueryOrder order) {
    this.connection = connection;
    this.search = search;
    this.order = order;
  }

  static PlainLoop open(ForkContext context, String sql, QueryOrder order) throws SQLException {
    Connection connection = Connections.open(context.target());
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : context.settings().entrySet()) {
        statement.execute("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
      }
    }
    return new PlainLoop(connection, connection.prepareStatement(sql), order);
  }

  @Override
  public void execute() throws SQLException {
    search.setInt(1, order.next());
    try (ResultSet rows = search.executeQuery()) {
      while (rows.next()) {
        rows.getObject(1, UUID.class);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
