package dev.pgassay.measure.statement;

import dev.pgassay.postgres.query.SqlScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of several statements. It finds the statement that makes, changes or removes an object.
 * Literals, comments and dollar-quoted bodies are skipped. Immutable.
 */
public final class MigrationScript {
  private static final Set<String> VERBS = Set.of("CREATE", "DROP", "ALTER");

  /** Words allowed between the verb and the kind of object. */
  private static final Set<String> BEFORE_KIND =
      Set.of(
          "OR",
          "REPLACE",
          "UNIQUE",
          "TEMP",
          "TEMPORARY",
          "GLOBAL",
          "LOCAL",
          "UNLOGGED",
          "MATERIALIZED",
          "RECURSIVE",
          "CONSTRAINT",
          "EVENT",
          "FOREIGN");

  /** Words allowed between the kind of object, or of a part, and its name. */
  private static final Set<String> BEFORE_NAME =
      Set.of("CONCURRENTLY", "IF", "NOT", "EXISTS", "ONLY", "COLUMN", "CONSTRAINT", "TO");

  /** Actions of ALTER TABLE on a column or a constraint. */
  private static final Set<String> ACTIONS = Set.of("ADD", "DROP", "ALTER", "RENAME");

  /**
   * Words that are no names although they are at the place of one, as in ADD PRIMARY KEY and ON
   * DELETE CASCADE.
   */
  private static final Set<String> NO_NAME =
      Set.of(
          "PRIMARY",
          "UNIQUE",
          "FOREIGN",
          "CHECK",
          "EXCLUDE",
          "GENERATED",
          "TABLE",
          "DELETE",
          "UPDATE",
          "COMMIT");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final List<Statement> statements;

  private MigrationScript(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * A statement.
   *
   * @param line on which it begins, from 1
   * @param objects that it makes, changes or removes, without their schemas
   * @param related objects that these belong to or consist of: tables of indexes, columns and
   *     constraints
   */
  private record Statement(int line, Set<String> objects, Set<String> related) {}

  /**
   * A word or a mark of a statement.
   *
   * @param text a name as the catalogue has it, or the mark
   * @param keyword the word in capitals; empty for a mark and for a name in quotes
   * @param at its position in the script
   */
  private record Token(String text, String keyword, int at) {
    boolean is(String mark) {
      return text.equals(mark);
    }
  }

  /**
   * Reads a script.
   *
   * @param sql statements separated by semicolons
   */
  public static MigrationScript parse(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    List<Statement> statements = new ArrayList<>();
    List<Token> open = new ArrayList<>();
    for (Token token : tokens(scanner)) {
      if (!token.is(";")) {
        open.add(token);
      } else if (!open.isEmpty()) {
        statements.add(statement(open, scanner));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      statements.add(statement(open, scanner));
    }
    return new MigrationScript(statements);
  }

  /**
   * Finds the statement to which texts refer.
   *
   * @param texts that name objects, the most specific first
   * @return the line of the first statement that makes, changes or removes a named object,
   *     otherwise of the first on a named table or with a named column; empty if there is none
   */
  public OptionalInt lineOf(List<String> texts) {
    List<Set<String>> words = texts.stream().map(MigrationScript::words).toList();
    for (Set<String> named : words) {
      for (Statement statement : statements) {
        if (statement.objects().stream().anyMatch(named::contains)) {
          return OptionalInt.of(statement.line());
        }
      }
    }
    for (Set<String> named : words) {
      for (Statement statement : statements) {
        if (statement.related().stream().anyMatch(named::contains)) {
          return OptionalInt.of(statement.line());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private static List<Token> tokens(SqlScanner scanner) {
    String sql = scanner.sql();
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      int end = Math.max(at + 1, scanner.endOfPart(at));
      String text = sql.substring(at, end);
      if (scanner.endOfWord(at) == end) {
        tokens.add(new Token(text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT), at));
      } else if (text.length() > 1 && text.startsWith("\"")) {
        tokens.add(new Token(text.substring(1, text.length() - 1), "", at));
      } else if (end == at + 1 && !Character.isWhitespace(text.charAt(0))) {
        tokens.add(new Token(text, "", at));
      }
      at = end;
    }
    return tokens;
  }

  private static Statement statement(List<Token> tokens, SqlScanner scanner) {
    Set<String> objects = new HashSet<>();
    Set<String> related = new HashSet<>();
    String verb = tokens.get(0).keyword();
    if (VERBS.contains(verb)) {
      // The word after the optional ones is the kind of object.
      int at = skip(tokens, skip(tokens, 1, BEFORE_KIND) + 1, BEFORE_NAME);
      boolean unnamed = at < tokens.size() && tokens.get(at).keyword().equals("ON");
      if (!unnamed) {
        at = names(tokens, at, verb.equals("DROP"), objects);
      }
      relatives(tokens, at, verb.equals("ALTER"), related);
    }
    return new Statement(scanner.lineOf(tokens.get(0).at()), objects, related);
  }

  /** Reads the names at a position (DROP may have several) and returns the position after them. */
  private static int names(List<Token> tokens, int from, boolean several, Set<String> names) {
    int at = from;
    while (at < tokens.size()) {
      while (isMark(tokens, at + 1, ".")) {
        at += 2;
      }
      if (at < tokens.size()) {
        names.add(tokens.get(at).text());
      }
      at++;
      if (!several || !isMark(tokens, at, ",")) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** Reads the table of the object, and the parts of it that ALTER changes. */
  private static void relatives(List<Token> tokens, int from, boolean alters, Set<String> related) {
    int depth = 0;
    for (int at = from; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      boolean names = token.keyword().equals("ON") || alters && ACTIONS.contains(token.keyword());
      int name = skip(tokens, at + 1, BEFORE_NAME);
      if (depth == 0 && names && !startsWith(tokens, name, NO_NAME)) {
        names(tokens, name, false, related);
      }
    }
  }

  private static int skip(List<Token> tokens, int from, Set<String> keywords) {
    int at = from;
    while (startsWith(tokens, at, keywords)) {
      at++;
    }
    return at;
  }

  private static boolean startsWith(List<Token> tokens, int at, Set<String> keywords) {
    return at < tokens.size() && keywords.contains(tokens.get(at).keyword());
  }

  private static boolean isMark(List<Token> tokens, int at, String mark) {
    return at < tokens.size() && tokens.get(at).is(mark);
  }
}
