package dev.pgassay.postgres.query;

import com.pgvector.PGvector;
import dev.pgassay.postgres.jdbc.Literal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The values of one question mark of a statement, one for each query. A value may be null if its
 * type has a null. The arrays must not be changed afterwards. Immutable.
 */
public sealed interface ParameterColumn {
  /** Returns the number of queries that have values. */
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
     * Makes the objects that the driver binds, once for all executions.
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

  /** Values of a class that the driver binds as it is, any of which may be null. */
  sealed interface Nullable extends ParameterColumn {
    Object[] values();

    @Override
    default int size() {
      return values().length;
    }

    @Override
    default void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values()[query]);
    }

    @Override
    default String literal(int query) {
      Object value = values()[query];
      return value == null ? "NULL" : Literal.quote(value.toString());
    }
  }

  /**
   * Texts, bound without a type, so that the server gives them the type that the statement needs,
   * such as a query of text search, an array or a date.
   */
  record Texts(String[] values) implements Nullable {
    @Override
    public void bind(PreparedStatement statement, int index, int query) throws SQLException {
      statement.setObject(index, values[query], Types.OTHER);
    }
  }

  record Uuids(UUID[] values) implements Nullable {}

  /** Times, bound as the type timestamp with time zone. */
  record Times(OffsetDateTime[] values) implements Nullable {}

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
}
