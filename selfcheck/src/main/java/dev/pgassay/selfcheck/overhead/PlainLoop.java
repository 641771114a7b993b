package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryOrder;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The plainest loop over JDBC that an engineer would write: a connection, one prepared statement, a
 * query number, every row read. It has no pool, no gate and no histogram, and keeps no answers. The
 * difference between our measured path and this loop is our overhead.
 */
final class PlainLoop implements JdbcArm.Client, AutoCloseable {
  /** The number of executions of the gate in our sessions, which are slower at first. */
  private static final int FIRST_EXECUTIONS = 50;

  private final Connection connection;
  private final PreparedStatement search;
  private final ComparedStatement compared;
  private final QueryOrder order;

  private PlainLoop(
      Connection connection,
      PreparedStatement search,
      ComparedStatement compared,
      QueryOrder order) {
    this.connection = connection;
    this.search = search;
    this.compared = compared;
    this.order = order;
  }

  /** How long the loop waits for an answer. */
  enum SocketTimeout {
    /** The timeout of our connections. */
    AS_OURS,

    /** For ever, which is the driver's default. */
    NONE
  }

  static PlainLoop open(
      ForkContext context,
      ComparedStatement compared,
      String sql,
      QueryOrder order,
      SocketTimeout timeout)
      throws SQLException {
    Connection connection = Connections.open(context.target());
    if (timeout == SocketTimeout.NONE) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : context.settings().entrySet()) {
        statement.execute("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
      }
      // This concerns the server's process, which is faster with it, whatever the cost of the
      // client.
      statement.execute(MeasuredSession.SETTLE_ALLOCATOR);
    }
    PlainLoop loop = new PlainLoop(connection, connection.prepareStatement(sql), compared, order);
    for (int i = 0; i < FIRST_EXECUTIONS; i++) {
      loop.execute();
    }
    return loop;
  }

  @Override
  public void execute() throws SQLException {
    compared.bind(search, order.next());
    try (ResultSet rows = search.executeQuery()) {
      while (rows.next()) {
        compared.read(rows);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
