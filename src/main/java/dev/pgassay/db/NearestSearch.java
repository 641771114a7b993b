package dev.pgassay.db;

import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A prepared k-nearest-neighbour statement with one parameter. Binding and reading allocate the
 * same for every execution. Not thread-safe: one for each client.
 */
public final class NearestSearch implements AutoCloseable {
  private final String sql;
  private final QueryParameters queries;
  private final PreparedStatement statement;

  private NearestSearch(String sql, QueryParameters queries, PreparedStatement statement) {
    this.sql = sql;
    this.queries = queries;
    this.statement = statement;
  }

  /**
   * Prepares the statement.
   *
   * @param connection the measured session's
   * @param sql a SELECT with one parameter, whose first column is a uuid
   * @param queries the parameter of each query, shared by all clients
   * @return the prepared search
   * @throws DatabaseFailure where it cannot be prepared
   */
  public static NearestSearch prepare(Connection connection, String sql, QueryParameters queries) {
    try {
      PGvector.registerTypes(connection);
      return new NearestSearch(sql, queries, connection.prepareStatement(sql));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare the search", e);
    }
  }

  /**
   * Executes the search and reads its answer.
   *
   * @param query number of the query
   * @param answer receives the two halves of each uuid, one after the other; at least twice as long
   *     as the statement's LIMIT
   * @return the number of rows
   * @throws SQLException as the driver threw it: the caller counts it by its SQLSTATE
   */
  public int search(int query, long[] answer) throws SQLException {
    queries.bind(statement, query);
    int rows = 0;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        UUID id = result.getObject(1, UUID.class);
        answer[2 * rows] = id.getMostSignificantBits();
        answer[2 * rows + 1] = id.getLeastSignificantBits();
        rows++;
      }
    }
    return rows;
  }

  /**
   * Returns the SQL text.
   *
   * @return as it was given to the driver
   */
  public String sql() {
    return sql;
  }

  /**
   * Returns the parameter of a query as an SQL literal, for {@code EXPLAIN EXECUTE}.
   *
   * @param query number of the query
   * @return the literal
   */
  public String literal(int query) {
    return queries.literal(query);
  }

  /**
   * Returns the prepared statement, for its warnings.
   *
   * @return the statement
   */
  public PreparedStatement statement() {
    return statement;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
