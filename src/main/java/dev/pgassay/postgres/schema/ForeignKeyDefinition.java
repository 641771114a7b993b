package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Identifier;
import java.util.Objects;

/**
 * One foreign key of the schema and how it is made. Immutable.
 *
 * @param table it is on
 * @param name of the constraint
 * @param column of the table
 * @param referencedTable whose primary key it points to
 */
public record ForeignKeyDefinition(
    String table, String name, String column, String referencedTable) {
  public ForeignKeyDefinition {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(referencedTable, "referencedTable");
  }

  /**
   * Writes the statement that makes it, and so checks all rows.
   *
   * @param schema of the tables
   * @return {@code ALTER TABLE ... ADD CONSTRAINT}, without a semicolon
   */
  public String create(String schema) {
    return "ALTER TABLE %s.%s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s.%s (id)"
            .formatted(
                Identifier.quote(schema),
                Identifier.quote(table),
                Identifier.quote(name),
                Identifier.quote(column),
                Identifier.quote(schema),
                Identifier.quote(referencedTable))
        + " ON DELETE CASCADE";
  }

  /**
   * Writes the statement that removes it; one that is not there is no error.
   *
   * @param schema of the tables
   * @return {@code ALTER TABLE ... DROP CONSTRAINT}, without a semicolon
   */
  public String drop(String schema) {
    return "ALTER TABLE %s.%s DROP CONSTRAINT IF EXISTS %s"
        .formatted(Identifier.quote(schema), Identifier.quote(table), Identifier.quote(name));
  }
}
