package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.Literal;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.util.Objects;
import java.util.Optional;

/**
 * An index as a statement makes it. Immutable.
 *
 * @param index name of the index with its schema
 * @param sql the statement: CREATE INDEX, or ALTER TABLE ... ADD CONSTRAINT for the index of a
 *     primary key or a unique constraint
 * @param comment the comment that it has in the database
 */
public record IndexDefinition(QualifiedName index, String sql, Optional<String> comment) {
  public IndexDefinition {
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(comment, "comment");
  }

  /**
   * Returns the statement that sets the comment of the index.
   *
   * @return the statement, empty if there is no comment
   */
  public Optional<String> commentSql() {
    return comment.map(
        text -> "COMMENT ON INDEX %s IS %s".formatted(index.quoted(), Literal.quote(text)));
  }
}
