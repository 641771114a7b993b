package dev.pgassay.postgres.schema;

import java.util.Objects;

/**
 * A statement that the API sends. Immutable.
 *
 * @param name the name that the comment of an index uses for it
 * @param sql with {@code $1}, {@code $2} and so on for bound values, without a semicolon
 */
public record CatalogStatement(String name, String sql) {
  public CatalogStatement {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
  }

  /**
   * Counts the values to bind.
   *
   * @return the number of the last one
   */
  public int parameters() {
    int count = 0;
    while (sql.contains("$" + (count + 1))) {
      count++;
    }
    return count;
  }
}
