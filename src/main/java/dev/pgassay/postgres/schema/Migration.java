package dev.pgassay.postgres.schema;

/**
 * One step of the schema, which can be taken and taken back. Immutable.
 *
 * @param number its place in the order, from 1
 * @param name the step's purpose, in lower case with underscores; also the name of its script
 */
public record Migration(int number, String name) {
  public Migration {
    if (number < 1 || name.isEmpty()) {
      throw new IllegalArgumentException("a migration has a number from 1 and a name: " + number);
    }
  }

  /**
   * Names the migration for messages.
   *
   * @return such as {@code 001 event_api}
   */
  public String display() {
    return "%03d %s".formatted(number, name);
  }

  /** Returns its script, forward and back. */
  String script() {
    return StatementCatalog.text(resource());
  }

  String resource() {
    return "migrations/%03d_%s.sql".formatted(number, name);
  }
}
