package dev.pgassay.benchmarks.dump;

import dev.pgassay.postgres.jdbc.Literal;

/** Counts the indexes of a schema that queries can use. */
final class ValidIndexes {
  private ValidIndexes() {}

  static String countSql(String schema) {
    return """
        SELECT count(*)
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE c.relnamespace = to_regnamespace(%s) AND i.indisvalid AND i.indisready"""
        .formatted(Literal.quote(schema));
  }
}
