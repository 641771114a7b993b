package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Checks a query before it is timed, in the session that will be measured: its rows, the settings
 * in force, the server's warnings, and the plan of the driver's prepared statement. Its executions
 * also take the session past the sixth, after which the server has decided between custom and
 * generic plans. Immutable.
 *
 * @param leastRows the least number of rows of every answer
 * @param mostRows the greatest number of rows; {@link Integer#MAX_VALUE} for no limit
 * @param keptRows how many rows of an answer are kept, from the first on
 * @param expected what is known about the rows
 * @param plan how the rows must be reached
 * @param executions number of executions, unless the query is too slow for that; 8 or more
 */
public record AnswerGate(
    int leastRows, int mostRows, int keptRows, Expected expected, PlanRule plan, int executions) {
  /** After this many executions a session does not become noticeably faster. */
  public static final int EXECUTIONS = 50;

  /** More than the five custom plans that PostgreSQL makes before it compares. */
  private static final int FEWEST_EXECUTIONS = 8;

  /** A slow query is not executed again after this time. */
  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(2);

  public AnswerGate {
    if (leastRows < 0 || leastRows > mostRows) {
      throw new IllegalArgumentException(
          "the fewest rows must be 0 or more and not exceed the most: "
              + leastRows
              + " > "
              + mostRows);
    }
    if (keptRows < 0 || keptRows > mostRows) {
      throw new IllegalArgumentException(
          "the rows that are kept must be between 0 and the most: " + keptRows + " > " + mostRows);
    }
    if (executions < FEWEST_EXECUTIONS) {
      throw new IllegalArgumentException(
          "there must be " + FEWEST_EXECUTIONS + " executions or more: " + executions);
    }
  }

  /**
   * Makes a gate for answers of which every row is kept.
   *
   * @param leastRows the least number of rows of every answer
   * @param mostRows the greatest number of rows
   * @param expected what is known about the rows
   * @param plan how the rows must be reached
   */
  public AnswerGate(int leastRows, int mostRows, Expected expected, PlanRule plan) {
    this(leastRows, mostRows, mostRows, expected, plan, EXECUTIONS);
  }

  /**
   * Executes the query, checks it, and returns the violations; none for a query that may be timed.
   */
  List<String> violations(
      ClientOperation operation, PreparedStatement statement, int queries, MeasuredSession session)
      throws SQLException {
    List<String> found = new ArrayList<>(answers(operation, queries));
    session.takeWarnings(statement).forEach(text -> found.add("the server warned: " + text));
    found.addAll(settings(session));
    return found;
  }

  /**
   * Executes an operation and checks only the answers, for operations that use other sessions than
   * their client's.
   *
   * @param operation to be checked
   * @param queries number of different queries
   * @return the violations; none for correct answers
   * @throws SQLException if an execution fails, which is a violation too
   */
  public List<String> answers(ClientOperation operation, int queries) throws SQLException {
    Answers answers = new Answers(queries, keptRows);
    long[] answer = new long[2 * keptRows];
    long begin = System.nanoTime();
    for (int execution = 0; execution < executions; execution++) {
      if (execution >= FEWEST_EXECUTIONS && System.nanoTime() - begin > ENOUGH_NANOS) {
        break;
      }
      int query = execution % queries;
      int rows = operation.execute(query, answer);
      if (rows < leastRows || rows > mostRows) {
        return List.of("query " + query + " returned " + rows + " rows instead of " + rowsText());
      }
      answers.record(query, answer, rows);
      if (expected instanceof Expected.Neighbours
          && new HashSet<>(answers.list(query)).size() < answers.rows(query)) {
        return List.of("query " + query + " returned a row twice");
      }
    }
    return expected.violation(answers).stream().toList();
  }

  /** Returns the violations by the numbers of rows of the timed executions. */
  List<String> violations(RowSpan rows) {
    return rows.fewest() >= leastRows && rows.most() <= mostRows
        ? List.of()
        : List.of(
            "timed executions returned "
                + rows.fewest()
                + " to "
                + rows.most()
                + " rows instead of "
                + rowsText());
  }

  private String rowsText() {
    if (leastRows == mostRows) {
      return Integer.toString(leastRows);
    }
    return leastRows + (mostRows == Integer.MAX_VALUE ? " or more" : " to " + mostRows);
  }

  /**
   * Compares the settings of a session with the requested ones.
   *
   * @param session after a statement that has loaded the necessary libraries
   * @return a violation for each setting that is not in force
   */
  public static List<String> settings(MeasuredSession session) {
    List<String> found = new ArrayList<>();
    Map<String, String> inForce = session.settings();
    session
        .asked()
        .forEach(
            (name, value) -> {
              if (!value.equals(inForce.get(name))) {
                found.add(name + " is " + inForce.get(name) + " where " + value + " was set");
              }
            });
    return found;
  }
}
