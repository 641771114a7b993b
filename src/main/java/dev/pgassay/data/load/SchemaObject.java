package dev.pgassay.data.load;

import dev.pgassay.postgres.index.IndexDefinition;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.util.Optional;

/**
 * Something of the schema that stands in the way of loading: taken off before, put back after.
 *
 * @param position the order of putting back
 * @param kind what it is
 * @param name its name, or that of its table where it has none
 * @param dropSql the statement that takes it off
 * @param createSql the statement that puts it back
 * @param comment its comment in the database
 */
record SchemaObject(
    int position,
    Kind kind,
    String name,
    String dropSql,
    String createSql,
    Optional<String> comment) {

  /** In the order of putting back: triggers first because they cost nothing. */
  enum Kind {
    /** The triggers of a table, disabled meanwhile. */
    TRIGGERS,
    /** An index, or a constraint that has one. */
    INDEX,
    /** A foreign key, validated when it is put back. */
    FOREIGN_KEY
  }

  /** What an index builder needs to put back an index. */
  IndexDefinition index(String schema) {
    return new IndexDefinition(new QualifiedName(schema, name), createSql, comment);
  }
}
