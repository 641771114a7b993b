package dev.pgassay.postgres.query;

import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parameters of a statement for each query of a set: one column for each question mark. Made
 * before anything is timed and shared by all clients. Immutable.
 *
 * @param queries the number of queries, at least 1
 * @param columns in the order of the question marks; none for a statement without parameters
 */
public record QueryParameters(int queries, List<ParameterColumn> columns) {
  /** Checks that every column has a value for each query. */
  public QueryParameters {
    columns = List.copyOf(columns);
    if (queries < 1) {
      throw new IllegalArgumentException("there must be a query: " + queries);
    }
    for (ParameterColumn column : columns) {
      if (column.size() != queries) {
        throw new IllegalArgumentException(
            "a column of parameters must have a value for each query: "
                + column.size()
                + " instead of "
                + queries);
      }
    }
  }

  /**
   * A statement without parameters.
   *
   * @return one query
   */
  public static QueryParameters none() {
    return new QueryParameters(1, List.of());
  }

  /**
   * Binds values.
   *
   * @param columns at least one
   * @return the parameters
   */
  public static QueryParameters columns(List<ParameterColumn> columns) {
    return new QueryParameters(columns.get(0).size(), columns);
  }

  /**
   * Binds query vectors in binary, through pgvector's library.
   *
   * @param components the query vectors, which must not be changed afterwards
   * @return the parameters
   */
  public static QueryParameters vectors(float[][] components) {
    return columns(List.of(new ParameterColumn.Vectors(components)));
  }

  /**
   * Binds the numbers of queries, from 0, which the server uses to look up their parameters.
   *
   * @param count the number of queries
   * @return the parameters
   */
  public static QueryParameters numbers(int count) {
    return columns(
        List.of(new ParameterColumn.Integers(IntStream.range(0, count).asLongStream().toArray())));
  }

  /**
   * Prepares a statement that vectors can be bound to in binary.
   *
   * @param connection the connection that prepares it
   * @param sql the statement, with question marks
   * @return the statement, the caller's to close
   * @throws SQLException as the driver threw it
   */
  public static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PGvector.registerTypes(connection);
    return connection.prepareStatement(sql);
  }

  /**
   * Binds the parameters of a query.
   *
   * @param statement whose parameters they are
   * @param query number of the query
   * @throws SQLException as the driver threw it
   */
  public void bind(PreparedStatement statement, int query) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).bind(statement, i + 1, query);
    }
  }

  /**
   * Returns the parameters of a query for {@code EXPLAIN EXECUTE}.
   *
   * @param query number of the query
   * @return SQL literals in the order of the question marks
   */
  public List<String> literals(int query) {
    return columns.stream().map(column -> column.literal(query)).toList();
  }
}
