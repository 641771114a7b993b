package dev.pgassay.postgres.index;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.vector.Metric;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The parameters that make one HNSW index of pgvector differ from another on the same column.
 * Immutable; equal where the indexes would be built alike.
 *
 * @see <a href="https://github.com/pgvector/pgvector#index-options">pgvector's index options</a>
 * @param m the number of connections of an element in each layer, twice as many in the lowest, 2 to
 *     100
 * @param efConstruction the size of the candidate list while building, 4 to 1000 and at least twice
 *     {@code m}
 * @param metric the distance it is for
 */
public record HnswIndex(int m, int efConstruction, Metric metric) {
  /** The parameters that pgvector takes where a definition names none, by cosine distance. */
  public static final HnswIndex DEFAULT = new HnswIndex(16, 64, Metric.COSINE);

  /** Allocation blocks, and the entry of a graph without elements. */
  private static final double GRAPH_FIXED_BYTES = 4 << 20;

  private static final int LEAST_M = 2;
  private static final int MOST_M = 100;
  private static final int LEAST_EF_CONSTRUCTION = 4;
  private static final int MOST_EF_CONSTRUCTION = 1000;

  /**
   * Refuses what pgvector refuses, before anything is dropped or built.
   *
   * @throws InvalidInput naming the parameter, the value and the limits
   */
  public HnswIndex {
    Objects.requireNonNull(metric, "metric");
    requireWithin("m", m, LEAST_M, MOST_M);
    requireWithin("ef_construction", efConstruction, LEAST_EF_CONSTRUCTION, MOST_EF_CONSTRUCTION);
    if (efConstruction < 2 * m) {
      throw new InvalidInput(
          "ef_construction must be at least twice m (a limit of pgvector): m "
              + m
              + ", ef_construction "
              + efConstruction);
    }
  }

  /**
   * Returns the statement that builds it.
   *
   * @param name name of the index, without a schema
   * @param column what it stands on
   * @param extensionSchema the schema that pgvector is installed in
   * @return a CREATE INDEX statement
   */
  public String createSql(String name, VectorColumn column, String extensionSchema) {
    return "CREATE INDEX %s ON %s USING hnsw (%s %s) WITH (m = %d, ef_construction = %d)"
        .formatted(
            Identifier.quote(name),
            column.table().quoted(),
            Identifier.quote(column.column()),
            new QualifiedName(extensionSchema, metric.operatorClass()).quoted(),
            m,
            efConstruction);
  }

  /**
   * Reads the parameters of the HNSW index that stands on a column.
   *
   * @param connection to the database, as any role
   * @param column what it stands on
   * @return its parameters; empty where none stands, or only one whose build was not finished
   * @throws SQLException as the driver threw it
   * @throws Failure where two stand, or one for an operator class that is not a {@link Metric}'s
   */
  public static Optional<HnswIndex> standing(Connection connection, VectorColumn column)
      throws SQLException {
    List<StandingHnsw> found =
        StandingHnsw.on(connection, column).stream().filter(StandingHnsw::valid).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StandingHnsw only = found.get(0);
    if (found.size() > 1) {
      throw new Failure(
          "there are two HNSW indexes on %s, %s and %s: the planner may use either; drop one"
              .formatted(column, only.index(), found.get(1).index()));
    }
    return Optional.of(
        only.parameters()
            .orElseThrow(
                () ->
                    new Failure(
                        "the HNSW index on %s has operator class %s, which is not one of ours"
                            .formatted(column, only.operatorClass()))));
  }

  /**
   * Estimates the memory that pgvector 0.8 builds the graph in: per element its struct (128 bytes),
   * the vector, the arrays of neighbours of 16 bytes each (2m in the lowest layer, m in each of the
   * 1 / (m - 1) upper layers that an element has on average), and 4 % beside.
   *
   * @see <a href="https://github.com/pgvector/pgvector/blob/v0.8.0/src/hnsw.h">HnswElementData</a>
   * @param rows the number of vectors
   * @param dimensions components of each
   * @return bytes that {@code maintenance_work_mem} must have so that the graph fits
   */
  public long graphBytes(long rows, int dimensions) {
    double neighbours = 16 + 32.0 * m + (16 + 16.0 * m) / (m - 1);
    double element = 128 + (8 + 4.0 * dimensions) + neighbours;
    return (long) Math.ceil(GRAPH_FIXED_BYTES + 1.04 * rows * element);
  }

  private static void requireWithin(String parameter, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInput(
          "%s must be between %d and %d (the limits of pgvector): %d"
              .formatted(parameter, least, most, value));
    }
  }

  @Override
  public String toString() {
    return "m " + m + ", ef_construction " + efConstruction + ", " + metric.operatorClass();
  }
}
