package dev.pgassay.postgres.query;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/**
 * A prepared query with its parameters. Binding and reading allocate the same for every execution
 * of the same query. Not thread-safe: one for each client.
 */
public final class PreparedQuery implements AutoCloseable {
  private final String sql;
  private final QueryParameters parameters;
  private final RowShape shape;
  private final PreparedStatement statement;
  private final int columns;

  private PreparedQuery(
      String sql,
      QueryParameters parameters,
      RowShape shape,
      PreparedStatement statement,
      int columns) {
    this.sql = sql;
    this.parameters = parameters;
    this.shape = shape;
    this.statement = statement;
    this.columns = columns;
  }

  /**
   * Prepares the statement.
   *
   * @param connection the measured session's
   * @param sql a query with as many question marks as there are parameters
   * @param parameters of each query, shared by all clients
   * @param shape how a row of the answer is kept
   * @return the prepared query
   * @throws DatabaseFailure if it cannot be prepared
   */
  public static PreparedQuery prepare(
      Connection connection, String sql, QueryParameters parameters, RowShape shape) {
    try {
      PreparedStatement statement = QueryParameters.prepare(connection, sql);
      ResultSetMetaData answer = statement.getMetaData();
      if (answer == null) {
        throw new SQLException("it returns no rows, as COPY does");
      }
      int columns = shape == RowShape.IDS ? 1 : answer.getColumnCount();
      return new PreparedQuery(sql, parameters, shape, statement, columns);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare the query", e);
    }
  }

  /**
   * Executes the query and reads its answer.
   *
   * @param query number of the query
   * @param answer receives two numbers for each row, as far as there is room
   * @return the number of rows, also of those for which there was no room
   * @throws SQLException as the driver threw it: the caller counts it by its SQLSTATE
   */
  public int execute(int query, long[] answer) throws SQLException {
    parameters.bind(statement, query);
    int rows = 0;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        if (2 * rows < answer.length) {
          shape.read(result, columns, answer, 2 * rows);
        }
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
   * Returns the parameters of a query as SQL literals, for {@code EXPLAIN EXECUTE}.
   *
   * @param query number of the query
   * @return the literals in the order of the question marks
   */
  public List<String> literals(int query) {
    return parameters.literals(query);
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
