package dev.pgassay.data.load;

import dev.pgassay.postgres.index.IndexDefinition;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An object of the schema that is removed before loading and restored afterwards.
 *
 * @param position in the order of restoring
 * @param kind its kind
 * @param name its name, or that of its table if it has none
 * @param dropSql the statement that removes it
 * @param createSql the statement that restores it
 * @param comment its comment in the database
 */
record SchemaObject(
    int position,
    Kind kind,
    String name,
    String dropSql,
    String createSql,
    Optional<String> comment) {

  /** In the order of restoring. Triggers are first because they cost nothing. */
  enum Kind {
    /** The triggers of a table, which are disabled meanwhile. */
    TRIGGERS,
    /** An index, or a constraint that has one. */
    INDEX,
    /** A foreign key, which is validated when it is restored. */
    FOREIGN_KEY
  }

  /** Reads the components in their order from a row. */
  static SchemaObject of(ResultSet row) throws SQLException {
    return new SchemaObject(
        row.getInt(1),
        Kind.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Optional.ofNullable(row.getString(6)));
  }

  /** Returns the definition for an index builder. */
  IndexDefinition index(String schema) {
    return new IndexDefinition(new QualifiedName(schema, name), createSql, comment);
  }
}
