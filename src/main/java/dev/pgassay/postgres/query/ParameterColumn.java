package dev.pgassay.postgres.query;

import com.pgvector.PGvector;
import dev.pgassay.postgres.jdbc.Literal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The values that one question mark of a statement has, one for each query. A value may be null,
 * where its type has a null. The arrays must not be changed afterwards. Immutable.
 */
public sealed interface ParameterColumn {
  /**
   * Returns for how many queries there are values.
   *
   * @return the number of queries
   */
  int size();

  /**
   * Binds the value of a query.
   *
   * @param statement whose parameter it is
   * @param index of the parameter, from 1
   * @param query number of the query, from 0
   * @throws SQLException as the driver threw it
   */
  void bind(PreparedStatement statement, int index, int query) throws SQLException;

  /**
   * Returns the value of a query as SQL.
   *
   * @param query number of the query, from 0
   * @return a literal
   */
  String literal(int query);

  /** Vectors, bound in binary through pgvector's library. */
  final class Vectors implements ParameterColumn {
    private final float[][] components;
    private final PGvector[] values;

    /**
     * Makes what the driver binds, once for all executions.
     *
     * @param components the vectors
     */
    public Vectors(float[][] components) {
      this.components = components;
      this.values = new PGvector[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = new PGvector(components[i]);
      }
    }

    /**
     * Returns the vectors.
     *
     * @return as they were given
     */
    public float[][] components() {
      return components;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values[query]);
    }

    @Override
    public String literal(int query) {
      return "'" + values[query].getValue() + "'";
    }
  }

  /**
   * Texts, bound without a type, so that the server takes them for what the statement needs: a
   * query of text search, an array, a date.
   *
   * @param values the texts
   */
  record Texts(String[] values) implements ParameterColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values[query], Types.OTHER);
    }

    @Override
    public String literal(int query) {
      return values[query] == null ? "NULL" : Literal.quote(values[query]);
    }
  }

  /**
   * Uuids.
   *
   * @param values the uuids
   */
  record Uuids(UUID[] values) implements ParameterColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values[query]);
    }

    @Override
    public String literal(int query) {
      return values[query] == null ? "NULL" : "'" + values[query] + "'";
    }
  }

  /**
   * Whole numbers, bound as the type integer.
   *
   * @param values each within the range of that type
   */
  record Integers(long[] values) implements ParameterColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setInt(index, Math.toIntExact(values[query]));
    }

    @Override
    public String literal(int query) {
      return Long.toString(values[query]);
    }
  }

  /**
   * Floating-point numbers, bound as the type double precision.
   *
   * @param values the numbers
   */
  record Doubles(double[] values) implements ParameterColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setDouble(index, values[query]);
    }

    @Override
    public String literal(int query) {
      return Double.toString(values[query]);
    }
  }

  /**
   * Moments, bound as the type timestamp with time zone.
   *
   * @param values the moments
   */
  record Times(OffsetDateTime[] values) implements ParameterColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values[query]);
    }

    @Override
    public String literal(int query) {
      return values[query] == null ? "NULL" : "'" + values[query] + "'";
    }
  }
}
