package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Identifier;
import java.util.Objects;

/**
 * One index of the schema and how it is made. Immutable.
 *
 * @param table the indexed table
 * @param name of the index and, if there is one, of the constraint
 * @param definition the part after the table's name in {@code CREATE INDEX}, or the constraint's
 *     name in {@code ADD CONSTRAINT}
 * @param constraint whether a primary key or unique constraint owns it
 * @param statement name of the statement of the catalogue that it serves
 */
public record SchemaIndex(
    String table, String name, String definition, boolean constraint, String statement) {
  public SchemaIndex {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(statement, "statement");
  }

  /**
   * Tells whether it is a primary key, which foreign keys refer to.
   *
   * @return whether it is
   */
  public boolean primaryKey() {
    return constraint && definition.startsWith("PRIMARY KEY");
  }

  /**
   * Writes the statement that makes it.
   *
   * @param schema of the table
   * @return {@code CREATE INDEX} or {@code ALTER TABLE ... ADD CONSTRAINT}, without a semicolon
   */
  public String create(String schema) {
    String on = qualified(schema, table);
    return constraint
        ? "ALTER TABLE " + on + " ADD CONSTRAINT " + Identifier.quote(name) + " " + definition
        : "CREATE INDEX " + Identifier.quote(name) + " ON " + on + " " + definition;
  }

  /**
   * Writes the statement that comments it, to be run after it was made.
   *
   * @param schema of the table
   * @return {@code COMMENT ON INDEX}, without a semicolon
   */
  public String comment(String schema) {
    return "COMMENT ON INDEX "
        + qualified(schema, name)
        + " IS 'serves statement "
        + statement
        + "'";
  }

  /**
   * Writes the statement that removes it; one that is not there is no error.
   *
   * @param schema of the table
   * @return {@code DROP INDEX} or {@code ALTER TABLE ... DROP CONSTRAINT}, without a semicolon
   */
  public String drop(String schema) {
    return constraint
        ? "ALTER TABLE "
            + qualified(schema, table)
            + " DROP CONSTRAINT IF EXISTS "
            + Identifier.quote(name)
        : "DROP INDEX IF EXISTS " + qualified(schema, name);
  }

  private static String qualified(String schema, String name) {
    return Identifier.quote(schema) + "." + Identifier.quote(name);
  }
}
