package dev.pgassay.postgres.jdbc;

/** Names of database objects as written in a statement. */
public final class Identifier {
  private Identifier() {}

  /**
   * Quotes a name, so that it may contain any character.
   *
   * @param name the name as the catalogue has it
   * @return the name in double quotes
   */
  public static String quote(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("name must not be empty or hold a zero byte");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
