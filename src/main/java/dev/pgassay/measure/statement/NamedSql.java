package dev.pgassay.measure.statement;

import dev.pgassay.postgres.query.SqlScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement with named parameters, such as {@code :city}, in the form that the driver needs: the
 * parameters become question marks, and question marks of the statement itself (for example
 * operators of jsonb) are doubled. Casts, literals, quoted identifiers, dollar quotes, comments and
 * array slices do not change. Immutable.
 *
 * @param jdbc the text for the driver
 * @param names the name for each question mark, in order; a name that is used twice occurs twice
 */
record NamedSql(String jdbc, List<String> names) {
  NamedSql {
    names = List.copyOf(names);
  }

  /**
   * Reads a statement.
   *
   * @param sql one statement, with or without a semicolon at its end
   * @param place of the statement, for messages
   * @throws dev.pgassay.failure.InvalidInput if it is empty, is more than one statement or has
   *     numbered parameters
   */
  static NamedSql parse(String sql, Place place) {
    return new Parser(sql, place).parse();
  }

  /** Parses the text in one pass. */
  private static final class Parser {
    private final String sql;
    private final SqlScanner scanner;
    private final Place place;
    private final StringBuilder jdbc = new StringBuilder();
    private final List<String> names = new ArrayList<>();

    Parser(String sql, Place place) {
      this.sql = sql;
      this.scanner = new SqlScanner(sql);
      this.place = place;
    }

    NamedSql parse() {
      int at = 0;
      while (at < sql.length()) {
        int end = scanner.endOfPart(at);
        if (end > at) {
          jdbc.append(sql, at, end);
          at = end;
        } else if (sql.charAt(at) == ';') {
          requireNothingBehind(at + 1);
          break;
        } else {
          at = single(at);
        }
      }
      String text = jdbc.toString().strip();
      if (firstWord(text).isEmpty()) {
        throw place.refuse(1, "there is no statement");
      }
      return new NamedSql(text, names);
    }

    /** Consumes one character, or a parameter, and returns the position after it. */
    private int single(int at) {
      char c = sql.charAt(at);
      if (c == ':') {
        return colon(at);
      }
      if (c == '$' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1))) {
        throw place.refuse(
            scanner.lineOf(at), "parameters must have names: write :name instead of $1");
      }
      jdbc.append(c == '?' ? "??" : Character.toString(c));
      return at + 1;
    }

    private int colon(int at) {
      if (sql.startsWith("::", at)) {
        jdbc.append("::");
        return at + 2;
      }
      int end = scanner.endOfWord(at + 1);
      if (end == at + 1) {
        jdbc.append(':');
      } else {
        jdbc.append('?');
        names.add(sql.substring(at + 1, end));
      }
      return end;
    }

    private void requireNothingBehind(int at) {
      for (int i = at; i < sql.length(); ) {
        int end = scanner.endOfPart(i);
        boolean comment = sql.startsWith("--", i) || sql.startsWith("/*", i);
        if (!comment && !Character.isWhitespace(sql.charAt(i))) {
          throw place.refuse(
              scanner.lineOf(i), "a file holds one statement, and here a second one begins");
        }
        i = Math.max(end, i + 1);
      }
    }

    /** Returns the first word outside comments; a statement begins with a word or a parenthesis. */
    private static String firstWord(String text) {
      SqlScanner scanner = new SqlScanner(text);
      int at = 0;
      while (at < text.length()) {
        boolean comment = text.startsWith("--", at) || text.startsWith("/*", at);
        int end = scanner.endOfPart(at);
        if (!comment && end > at) {
          return text.substring(at, end);
        }
        at = Math.max(end, at + 1);
      }
      return "";
    }
  }
}
