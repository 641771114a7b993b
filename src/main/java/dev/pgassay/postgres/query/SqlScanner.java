package dev.pgassay.postgres.query;

/**
 * Finds the parts of a statement in which nothing is a parameter or an operator: string literals,
 * quoted identifiers, dollar quotes, comments, and words. The rules are those of PostgreSQL's own
 * scanner with {@code standard_conforming_strings} on (documentation, section 4.1, Lexical
 * Structure). Immutable.
 *
 * @param sql the statement
 */
public record SqlScanner(String sql) {
  /**
   * Returns the end of the part that begins at a place.
   *
   * @param at a place at which no part has begun before
   * @return the place behind the part; {@code at} itself if none begins there
   */
  public int endOfPart(int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      return endOfQuoted(at, false);
    }
    if (sql.startsWith("--", at)) {
      return endOfLine(at);
    }
    if (sql.startsWith("/*", at)) {
      return endOfBlockComment(at);
    }
    if (c == '$') {
      return endOfDollarQuoted(at);
    }
    return startsWord(c) ? endOfWordOrEscapes(at) : at;
  }

  /**
   * Returns the end of a word.
   *
   * @param at the place at which it begins
   * @return the place behind it; {@code at} if no word begins there
   */
  public int endOfWord(int at) {
    if (at >= sql.length() || !startsWord(sql.charAt(at))) {
      return at;
    }
    int end = at + 1;
    while (end < sql.length() && (startsWord(sql.charAt(end)) || isDigitOrDollar(end))) {
      end++;
    }
    return end;
  }

  /**
   * Returns the number of the line that a place is on.
   *
   * @param at the place
   * @return from 1
   */
  public int lineOf(int at) {
    return 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /**
   * Writes a statement as the driver sends it to the server.
   *
   * @return with {@code $1} and so on in the place of question marks, and one question mark in that
   *     of two, which is an operator's
   */
  public String numbered() {
    StringBuilder text = new StringBuilder();
    int number = 0;
    int at = 0;
    while (at < sql.length()) {
      int end = endOfPart(at);
      if (end > at) {
        text.append(sql, at, end);
        at = end;
      } else if (sql.startsWith("??", at)) {
        text.append('?');
        at += 2;
      } else {
        text.append(sql.charAt(at) == '?' ? "$" + ++number : sql.substring(at, at + 1));
        at++;
      }
    }
    return text.toString();
  }

  /** A word that is just {@code E} makes the literal behind it one with backslash escapes. */
  private int endOfWordOrEscapes(int at) {
    int end = endOfWord(at);
    boolean escapes =
        end == at + 1
            && Character.toLowerCase(sql.charAt(at)) == 'e'
            && end < sql.length()
            && sql.charAt(end) == '\'';
    return escapes ? endOfQuoted(end, true) : end;
  }

  /** A quote inside is doubled: two literals that touch, to this scanner. */
  private int endOfQuoted(int at, boolean escapes) {
    char quote = sql.charAt(at);
    for (int i = at + 1; i < sql.length(); i++) {
      if (escapes && sql.charAt(i) == '\\') {
        i++;
      } else if (sql.charAt(i) == quote && !(escapes && sql.startsWith("''", i))) {
        return i + 1;
      } else if (sql.charAt(i) == quote) {
        i++;
      }
    }
    return sql.length();
  }

  private int endOfLine(int at) {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }

  /** They nest. */
  private int endOfBlockComment(int at) {
    int depth = 1;
    int i = at + 2;
    while (i < sql.length() && depth > 0) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else {
        i++;
      }
    }
    return Math.min(i, sql.length());
  }

  private int endOfDollarQuoted(int at) {
    int tagEnd = at + 1;
    while (tagEnd < sql.length() && isTag(sql.charAt(tagEnd), tagEnd == at + 1)) {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return at;
    }
    String tag = sql.substring(at, tagEnd + 1);
    int end = sql.indexOf(tag, tagEnd + 1);
    return end < 0 ? sql.length() : end + tag.length();
  }

  private static boolean isTag(char c, boolean first) {
    return startsWord(c) || !first && Character.isDigit(c);
  }

  private boolean isDigitOrDollar(int at) {
    return Character.isDigit(sql.charAt(at)) || sql.charAt(at) == '$';
  }

  private static boolean startsWord(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80;
  }
}
