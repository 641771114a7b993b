package dev.pgassay.postgres.index;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.vector.Metric;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The properties in which indexes of a type on the same column differ. Immutable; equal if the
 * indexes would be built alike.
 *
 * @see <a href="https://github.com/pgvector/pgvector#index-options">pgvector's index options</a>
 * @param type the type of the index
 * @param metric the distance it is for
 * @param values a value for each of the type's options, in their order
 */
public record VectorIndex(IndexType type, Metric metric, Map<String, String> values) {
  /** The schema's own index: HNSW by cosine distance, with pgvector's own options. */
  public static final VectorIndex SCHEMA_DEFAULT = IndexType.HNSW.byDefault(Metric.COSINE);

  private static final String EMBEDDING = "embedding";

  /** Allocation blocks, and the entry of a graph without elements. */
  private static final double GRAPH_FIXED_BYTES = 4 << 20;

  /**
   * Refuses values that the access method refuses, before anything is dropped or built.
   *
   * @throws InvalidInput naming the option, the value and the limits
   */
  public VectorIndex {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(metric, "metric");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    for (IndexOption option : type.options()) {
      option.check(String.valueOf(values.get(option.name())), type.owner());
    }
    for (IndexOption option : type.options()) {
      requireTwice(type, option, values);
    }
  }

  private static void requireTwice(IndexType type, IndexOption option, Map<String, String> values) {
    if (option.twice().isEmpty()) {
      return;
    }
    String other = option.twice().get();
    if (number(values, option.name()) < 2 * number(values, other)) {
      throw new InvalidInput(
          "%s must be at least twice %s (a limit of %s): %2$s %s, %1$s %s"
              .formatted(
                  option.name(),
                  other,
                  type.owner(),
                  values.get(other),
                  values.get(option.name())));
    }
  }

  /**
   * Changes some of the options.
   *
   * @param options values by name; those that the type does not have are left out
   * @return the changed index
   */
  public VectorIndex with(Map<String, String> options) {
    return type.index(metric, name -> options.getOrDefault(name, values.get(name)));
  }

  /**
   * Returns the statement that builds it.
   *
   * @param name name of the index, without a schema
   * @param column the indexed column
   * @param extensionSchema the schema that the operator classes are in
   * @return a CREATE INDEX statement
   */
  public String createSql(String name, VectorColumn column, String extensionSchema) {
    return "CREATE INDEX %s ON %s %s"
        .formatted(
            Identifier.quote(name),
            column.table().quoted(),
            type.using(
                Identifier.quote(column.column()),
                new QualifiedName(extensionSchema, operatorClass()).quoted(),
                values));
  }

  /**
   * Writes the part of CREATE INDEX after the table's name, for the column {@code embedding}.
   *
   * @return such as {@code USING ivfflat (embedding vector_l2_ops) WITH (lists = 100)}
   */
  public String using() {
    return type.using(EMBEDDING, operatorClass(), values);
  }

  /**
   * Writes the part of CREATE INDEX after the table's name, for the column {@code embedding} and
   * without options.
   *
   * @return such as {@code USING hnsw (embedding vector_cosine_ops)}
   */
  public String usingWithDefaults() {
    return type.using(EMBEDDING, operatorClass(), Map.of());
  }

  /**
   * Reads the index of a type on a column.
   *
   * @param connection to the database, as any role
   * @param type which type is looked for
   * @param column the indexed column
   * @return the index; empty if there is none, or only one whose build was not finished
   * @throws SQLException as the driver threw it
   * @throws Failure if there are two, or one for an operator class that is not a {@link Metric}'s
   */
  public static Optional<VectorIndex> standing(
      Connection connection, IndexType type, VectorColumn column) throws SQLException {
    List<StandingIndex> found =
        StandingIndex.on(connection, type, column).stream().filter(StandingIndex::valid).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StandingIndex only = found.get(0);
    if (found.size() > 1) {
      throw new Failure(
          "there are two %s indexes on %s, %s and %s: the planner may use either; drop one"
              .formatted(type.label(), column, only.index(), found.get(1).index()));
    }
    return Optional.of(
        only.definition()
            .orElseThrow(
                () ->
                    new Failure(
                        "the %s index on %s has operator class %s, which is not one of ours"
                            .formatted(type.label(), column, only.operatorClass()))));
  }

  /**
   * Gives a build what it needs within the limits.
   *
   * @param limits the most that the build may use
   * @param rows the number of vectors
   * @param dimensions components of each
   * @return the settings of the building session
   */
  public BuildSettings buildSettings(BuildLimits limits, long rows, int dimensions) {
    return switch (type.build()) {
      case GRAPH_IN_MEMORY -> limits.fitting(graphBytes(rows, dimensions));
      case AS_NEEDED -> limits.all();
    };
  }

  /**
   * Estimates the memory that pgvector 0.8 builds the graph in: per element its struct (128 bytes),
   * the vector, the arrays of neighbours of 16 bytes each (2m in the lowest layer, m in each of the
   * 1 / (m - 1) upper layers that an element has on average), and another 4 %.
   *
   * @see <a href="https://github.com/pgvector/pgvector/blob/v0.8.0/src/hnsw.h">HnswElementData</a>
   */
  private long graphBytes(long rows, int dimensions) {
    int m = number(values, "m");
    double neighbours = 16 + 32.0 * m + (16 + 16.0 * m) / (m - 1);
    double element = 128 + (8 + 4.0 * dimensions) + neighbours;
    return (long) Math.ceil(GRAPH_FIXED_BYTES + 1.04 * rows * element);
  }

  private String operatorClass() {
    return type.operatorClass(VectorElement.VECTOR, metric);
  }

  private static int number(Map<String, String> values, String option) {
    return Integer.parseInt(values.get(option));
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + ", ")
            .collect(Collectors.joining())
        + operatorClass();
  }
}
