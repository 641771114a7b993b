package dev.pgassay.postgres.jdbc;

import java.util.Objects;

/**
 * The name of a relation with its schema, quoted wherever it becomes part of a statement, so that
 * any name is safe. Immutable.
 *
 * @param schema name of the schema, as the catalogue has it
 * @param name name of the relation, as the catalogue has it
 */
public record QualifiedName(String schema, String name) {
  public QualifiedName {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(name, "name");
  }

  /**
   * Returns the name for use in a statement, and for {@code to_regclass}.
   *
   * @return both parts in double quotes
   */
  public String quoted() {
    return Identifier.quote(schema) + "." + Identifier.quote(name);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
