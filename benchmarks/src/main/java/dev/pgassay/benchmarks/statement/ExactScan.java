package dev.pgassay.benchmarks.statement;

import dev.pgassay.benchmarks.statement.ExactAnswers.Row;
import dev.pgassay.benchmarks.statement.ExactAnswers.Scan;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowDigest;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a statement with each of its values on a session without approximate indexes. More rows
 * than the statement's limit are read, to see which ones are as near as its last. Not thread-safe.
 */
final class ExactScan {
  /** How many rows that tie with the last one are looked for. */
  static final int MOST_TIES = 10_000;

  private static final int FURTHER_ROWS = 50;

  /** Eleven different numbers in any order rise ten times once in 40 million times. */
  private static final int LEAST_STEPS = 10;

  /** The limit that ends a statement. */
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?i)\\b(limit\\s+|fetch\\s+(?:first|next)\\s+)(\\d{1,6})(\\s+rows?\\s+only)?\\s*;?\\s*$");

  /** The first expression behind ORDER BY in a statement without white space. */
  private static final Pattern ORDER =
      Pattern.compile(
          "(?i)orderby(.+?)(?:asc|desc)?(?:nulls(?:first|last))?(?:,.*)?(?:limit|fetch).*$");

  private static final Set<Integer> NUMBERS = Set.of(Types.REAL, Types.DOUBLE, Types.NUMERIC);

  private final StatementFile statement;
  private final QueryParameters parameters;
  private final List<String> excluded;
  private final Connection connection;

  /** A row as the server returned it, with all columns that may be its distance. */
  private record Candidate(long[] digest, double[] numbers, boolean excluded) {}

  /**
   * @param excluded the text that the column of the exclusion has in a row that does not count, by
   *     query; empty if all rows count
   * @param connection of a session that uses no approximate index
   */
  ExactScan(
      StatementFile statement,
      QueryParameters parameters,
      List<String> excluded,
      Connection connection) {
    this.statement = statement;
    this.parameters = parameters;
    this.excluded = excluded;
    this.connection = connection;
  }

  /**
   * Reads the answers.
   *
   * @param task is advanced by each query
   * @throws SQLException if the server refuses the statement
   * @throws InterruptedException if the run is ended
   */
  ExactAnswers answers(Progress.Task task) throws SQLException, InterruptedException {
    Matcher limit = LIMIT.matcher(statement.sql());
    OptionalInt rows =
        limit.find() && !limit.group(2).matches("0+")
            ? OptionalInt.of(Integer.parseInt(limit.group(2)))
            : OptionalInt.empty();
    List<List<Candidate>> read = new ArrayList<>();
    List<Integer> columns;
    int asked = rows.isPresent() ? rows.getAsInt() + FURTHER_ROWS : Integer.MAX_VALUE;
    try (PreparedStatement query = prepare(limited(rows, asked))) {
      columns = numberColumns(query.getMetaData());
      for (int number = 0; number < parameters.queries(); number++) {
        read.add(execute(query, number, columns));
        task.advance(1);
      }
    }
    Optional<Integer> distance = distance(columns, read);
    List<Scan> scans = new ArrayList<>();
    for (int number = 0; number < read.size(); number++) {
      Scan scan = scan(read.get(number), distance, asked);
      if (rows.isPresent() && distance.isPresent() && scan.tiedAtTheEnd(rows.getAsInt())) {
        scan = moreTies(number, rows, columns, distance);
      }
      scans.add(scan);
    }
    return ExactAnswers.of(scans, rows, distance.isPresent());
  }

  /**
   * Prepares as {@link dev.pgassay.postgres.query.PreparedQuery} does: the driver reads numbers in
   * binary, and spells them alike, only after it was told of the columns.
   */
  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement query = QueryParameters.prepare(connection, sql);
    query.getMetaData();
    return query;
  }

  private Scan moreTies(
      int number, OptionalInt rows, List<Integer> columns, Optional<Integer> distance)
      throws SQLException, InterruptedException {
    int asked = rows.getAsInt() + MOST_TIES;
    try (PreparedStatement query = prepare(limited(rows, asked))) {
      return scan(execute(query, number, columns), distance, asked);
    }
  }

  private static Scan scan(List<Candidate> read, Optional<Integer> distance, int asked) {
    List<Row> rows =
        read.stream()
            .map(
                it ->
                    new Row(
                        it.digest(),
                        distance.map(column -> it.numbers()[column]).orElse(Double.NaN),
                        it.excluded()))
            .toList();
    return new Scan(rows, rows.size() == asked);
  }

  private String limited(OptionalInt rows, int asked) {
    return rows.isEmpty()
        ? statement.sql()
        : LIMIT.matcher(statement.sql()).replaceFirst("$1" + asked + "$3");
  }

  private List<Candidate> execute(PreparedStatement query, int number, List<Integer> columns)
      throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while " + statement.name() + " was tried");
    }
    parameters.bind(query, number);
    List<Candidate> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      int count = result.getMetaData().getColumnCount();
      int exclusion =
          statement.exclusion().isPresent()
              ? column(result.getMetaData(), statement.exclusion().get().column(), "exclude")
              : 0;
      while (result.next()) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
          texts[i] = result.getString(i + 1);
        }
        double[] numbers = new double[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
          String text = texts[columns.get(i) - 1];
          numbers[i] = text == null ? Double.NaN : Double.parseDouble(text);
        }
        rows.add(
            new Candidate(
                RowDigest.of(texts),
                numbers,
                exclusion > 0 && excluded.get(number).equals(texts[exclusion - 1])));
      }
    }
    return rows;
  }

  /** The columns that may be a distance: the one that the statement names, or all numbers. */
  private List<Integer> numberColumns(ResultSetMetaData answer) throws SQLException {
    if (statement.distance().isPresent()) {
      int column = column(answer, statement.distance().get(), "distance");
      if (!NUMBERS.contains(answer.getColumnType(column))) {
        throw statement.refuse(
            0,
            "distance names column "
                + statement.distance().get()
                + ", which has no floating-point number but "
                + answer.getColumnTypeName(column));
      }
      return List.of(column);
    }
    List<Integer> columns = new ArrayList<>();
    for (int column = 1; column <= answer.getColumnCount(); column++) {
      if (NUMBERS.contains(answer.getColumnType(column))) {
        columns.add(column);
      }
    }
    return columns;
  }

  private int column(ResultSetMetaData answer, String name, String key) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= answer.getColumnCount(); column++) {
      if (answer.getColumnLabel(column).equals(name)) {
        return column;
      }
      names.add(answer.getColumnLabel(column));
    }
    throw statement.refuse(
        0, key + " names column " + name + ", and the answer has " + String.join(", ", names));
  }

  /**
   * The first column by which every answer is ordered, in one direction and not by chance. It is no
   * chance if the statement selects what it orders by.
   */
  private Optional<Integer> distance(List<Integer> columns, List<List<Candidate>> read) {
    if (statement.distance().isPresent()) {
      return Optional.of(0);
    }
    int leastSteps = selectsItsOrder() ? 0 : LEAST_STEPS;
    for (int i = 0; i < columns.size(); i++) {
      if (ordered(read, i, 1, leastSteps) || ordered(read, i, -1, leastSteps)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Whether the expression behind ORDER BY is there once more before it, as in the SELECT list. */
  private boolean selectsItsOrder() {
    String sql = statement.sql().replaceAll("\\s+", "");
    Matcher order = ORDER.matcher(sql);
    return order.find() && sql.substring(0, order.start()).contains(order.group(1));
  }

  private static boolean ordered(
      List<List<Candidate>> read, int column, int direction, int leastSteps) {
    int steps = 0;
    for (List<Candidate> rows : read) {
      for (int i = 1; i < rows.size(); i++) {
        double step =
            direction * (rows.get(i).numbers()[column] - rows.get(i - 1).numbers()[column]);
        if (step < 0) {
          return false;
        }
        steps += step > 0 ? 1 : 0;
      }
    }
    return steps >= leastSteps;
  }
}
