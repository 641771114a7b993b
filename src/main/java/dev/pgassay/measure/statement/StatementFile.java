package dev.pgassay.measure.statement;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.file.SqlFolder;
import dev.pgassay.measure.statement.Header.Entry;
import dev.pgassay.measure.statement.Header.Key;
import dev.pgassay.postgres.query.SqlScanner;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A statement of the user's, as read from a file: the SQL with named parameters, and comments above
 * it that describe it. Immutable.
 *
 * @param file the file
 * @param name the file's name without {@code .sql}
 * @param label a description in a few words; the name if there is none
 * @param text of the whole file
 * @param line of the file on which the SQL begins
 * @param sql for the driver, with a question mark for each parameter
 * @param parameters the name for each question mark
 * @param values the query that returns the parameters' values; empty if there are no parameters
 * @param indexes that the plan must use; empty if the planner may choose
 * @param rows allowed numbers of rows of each answer
 * @param leastRecall the least share of the rows of an exact scan, greater than 0 and at most 1;
 *     empty for an exact statement
 * @param distance the column of the answer that has the distance; empty to find it
 * @param exclusion which rows of an answer do not count; empty if all do
 * @param timeout limit of one execution, 1 millisecond to 24 hours
 * @param stable whether the same values give the same rows in the same order as long as the tables
 *     do not change
 */
public record StatementFile(
    Path file,
    String name,
    String label,
    String text,
    int line,
    String sql,
    List<String> parameters,
    Optional<Values> values,
    List<String> indexes,
    RowBounds rows,
    OptionalDouble leastRecall,
    Optional<String> distance,
    Optional<Exclusion> exclusion,
    Duration timeout,
    boolean stable) {
  private static final String SUFFIX = ".sql";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /** The default number of rows of a values query that are used. */
  private static final int QUERIES = 200;

  /** The default if recall is measured, because an exact scan answers each of them once. */
  private static final int QUERIES_WITH_RECALL = 50;

  private static final int MOST_QUERIES = 100_000;

  /**
   * The query for the values of the parameters: a column of that name for each.
   *
   * @param sql the query
   * @param line on which it begins
   * @param queries the most rows that are used
   */
  public record Values(String sql, int line, int queries) {}

  /**
   * Rows that do not count for recall, such as the row that a query's value was taken from.
   *
   * @param column of the answer
   * @param value the column of the values query that it equals in such a row
   * @param line on which this is said
   */
  public record Exclusion(String column, String value, int line) {}

  public StatementFile {
    parameters = List.copyOf(parameters);
    indexes = List.copyOf(indexes);
  }

  /**
   * Reads the statements of a folder.
   *
   * @param folder with files whose names end in {@code .sql}; its subfolders are ignored
   * @return one statement for each, ordered by name
   * @throws InvalidInput if there is none, or one is not valid, with its line
   */
  public static List<StatementFile> readAll(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput(
          "--sql needs a folder with .sql files, and this is not one: " + folder);
    }
    List<StatementFile> statements =
        SqlFolder.files(folder).stream().map(StatementFile::read).toList();
    if (statements.isEmpty()) {
      throw new InvalidInput("there is no file ending in .sql in " + folder);
    }
    return statements;
  }

  /**
   * Finds the labels of statements in a run or a baseline.
   *
   * @param texts of the files, by statement name
   * @return labels by name, without statements that have no label or that only an older version of
   *     this program accepts
   */
  public static Map<String, String> labels(Map<String, String> texts) {
    Map<String, String> labels = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          try {
            String label = parse(Path.of(name + SUFFIX), text).label();
            if (!label.equals(name)) {
              labels.put(name, label.replace('\n', ' '));
            }
          } catch (InvalidInput ignored) {
            // Its name is shown instead, as for a statement without a label.
          }
        });
    return labels;
  }

  /**
   * Reads a statement.
   *
   * @param file ending in {@code .sql}
   * @throws InvalidInput if it is not valid, with its line
   */
  public static StatementFile read(Path file) {
    return parse(file, text(file));
  }

  /**
   * Parses a statement.
   *
   * @param file ending in {@code .sql}; it need not exist
   * @param text of the whole file
   * @throws InvalidInput if it is not valid, with its line
   */
  public static StatementFile parse(Path file, String text) {
    List<String> lines = text.lines().toList();
    Header header = Header.parse(file, lines);
    int above = header.lines();
    Place place = new Place(file, above + 1);
    NamedSql sql = NamedSql.parse(String.join("\n", lines.subList(above, lines.size())), place);
    OptionalDouble leastRecall = header.leastRecall();
    return new StatementFile(
        file,
        name(file),
        header.entry(Key.LABEL).map(Entry::text).orElse(name(file)),
        text,
        place.line(),
        sql.jdbc(),
        sql.names(),
        values(header, sql, place, leastRecall.isPresent()),
        header.indexes(),
        header.rows(),
        leastRecall,
        header.distance(),
        header.exclusion(),
        header.timeout(),
        header.stable());
  }

  /**
   * Makes a failure that refers to the statement.
   *
   * @param position of a character in the statement as the server got it, from 1; 0 for the whole
   * @param what describes the fault
   */
  public InvalidInput refuse(int position, String what) {
    SqlScanner asSent = new SqlScanner(new SqlScanner(sql).numbered());
    int at = Math.max(0, Math.min(position - 1, asSent.sql().length()));
    return new Place(file, line).refuse(asSent.lineOf(at), what);
  }

  /**
   * Makes a failure that refers to the values query.
   *
   * @param what describes the fault
   */
  public InvalidInput refuseValues(String what) {
    return new Place(file, values.map(Values::line).orElse(1)).refuse(1, what);
  }

  private static Optional<Values> values(Header header, NamedSql sql, Place place, boolean recall) {
    Optional<Entry> entry = header.entry(Key.VALUES);
    Set<String> names = new LinkedHashSet<>(sql.names());
    if (entry.isEmpty() && !names.isEmpty()) {
      String name = names.iterator().next();
      throw place.refuse(
          1,
          "there are no values for :"
              + name
              + "; say above, in a comment, values: SELECT ... AS "
              + name);
    }
    entry
        .filter(given -> names.isEmpty())
        .ifPresent(
            given -> {
              throw given.refuse("the statement has no parameter, such as :name");
            });
    int queries = queries(header, recall);
    return entry.map(
        given -> {
          NamedSql query = NamedSql.parse(given.text(), given.place());
          if (!query.names().isEmpty()) {
            throw given.refuse("a values query has no parameters: :" + query.names().get(0));
          }
          // It is executed without being prepared, so question marks are not doubled.
          return new Values(given.text().replaceFirst(";\\s*$", ""), given.place().line(), queries);
        });
  }

  private static int queries(Header header, boolean recall) {
    Optional<Entry> entry = header.entry(Key.QUERIES);
    if (entry.isEmpty()) {
      return recall ? QUERIES_WITH_RECALL : QUERIES;
    }
    String text = entry.get().text();
    int queries = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (queries < 1 || queries > MOST_QUERIES) {
      throw entry.get().refuse("queries must be between 1 and " + MOST_QUERIES + ": " + text);
    }
    return queries;
  }

  private static String text(Path file) {
    try {
      return InputLimit.SQL.text(file);
    } catch (MalformedInputException e) {
      throw new InvalidInput(file + " is not UTF-8", e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.length() - SUFFIX.length());
    if (!NAME.matcher(stem).matches()) {
      throw new InvalidInput(
          "the name of a statement's file has letters, digits, dots, dashes and underscores alone: "
              + file);
    }
    return stem;
  }
}
