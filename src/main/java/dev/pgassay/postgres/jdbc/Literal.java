package dev.pgassay.postgres.jdbc;

/** Texts as written in a statement. */
public final class Literal {
  private Literal() {}

  /**
   * Quotes a text, so that it may contain any character. The server must have {@code
   * standard_conforming_strings} on, as every supported one has by default.
   *
   * @param text without a zero byte
   * @return the text in single quotes
   */
  public static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text must not hold a zero byte");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
