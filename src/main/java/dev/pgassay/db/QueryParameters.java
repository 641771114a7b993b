package dev.pgassay.db;

import com.pgvector.PGvector;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The one parameter of a search, for each query of a set: the vector itself, or the number by which
 * the server looks the vector up. Made before anything is timed and shared by all clients.
 * Immutable.
 */
public sealed interface QueryParameters {
  /**
   * Binds query vectors in binary, through pgvector's library.
   *
   * @param components the query vectors, which must not be changed afterwards
   * @return the parameters
   */
  static QueryParameters vectors(float[][] components) {
    PGvector[] vectors = new PGvector[components.length];
    for (int i = 0; i < components.length; i++) {
      vectors[i] = new PGvector(components[i]);
    }
    return new Vectors(vectors);
  }

  /**
   * Binds the numbers of queries, from 0.
   *
   * @param count how many queries there are
   * @return the parameters
   */
  static QueryParameters numbers(int count) {
    return new Numbers(count);
  }

  /**
   * Returns how many queries there are.
   *
   * @return at least 1
   */
  int size();

  /**
   * Binds the parameter of a query.
   *
   * @param statement whose first parameter it is
   * @param query number of the query
   * @throws SQLException as the driver threw it
   */
  void bind(PreparedStatement statement, int query) throws SQLException;

  /**
   * Returns the parameter of a query for {@code EXPLAIN EXECUTE}.
   *
   * @param query number of the query
   * @return an SQL literal
   */
  String literal(int query);

  /**
   * Query vectors.
   *
   * @param vectors as the driver binds them
   */
  record Vectors(PGvector[] vectors) implements QueryParameters {
    @Override
    public int size() {
      return vectors.length;
    }

    @Override
    public void bind(PreparedStatement statement, int query) throws SQLException {
      statement.setObject(1, vectors[query]);
    }

    @Override
    public String literal(int query) {
      return "'" + vectors[query].getValue() + "'";
    }
  }

  /**
   * Numbers of queries.
   *
   * @param size how many there are
   */
  record Numbers(int size) implements QueryParameters {
    @Override
    public void bind(PreparedStatement statement, int query) throws SQLException {
      statement.setInt(1, query);
    }

    @Override
    public String literal(int query) {
      return Integer.toString(query);
    }
  }
}
