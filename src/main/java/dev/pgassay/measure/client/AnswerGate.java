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
 * Checks a query before it is timed, on the session that will be measured: the rows it returns, the
 * settings in force, the server's warnings, and the plan of the driver's own prepared statement.
 * Its executions also take the session past the point at which the server decides between custom
 * and generic plans, which is the sixth. Immutable.
 *
 * @param leastRows how many rows every answer must have
 * @param mostRows how many it may have; {@link Integer#MAX_VALUE} where there is no limit
 * @param keptRows of how many there is room, from the first on
 * @param expected what is known of the rows
 * @param plan how the rows must be reached
 * @param executions how often it is executed, unless it is too slow for that; 8 or more
 */
public record AnswerGate(
    int leastRows, int mostRows, int keptRows, Expected expected, PlanRule plan, int executions) {
  /** After so many a session is not much slower any more than it will ever be. */
  public static final int EXECUTIONS = 50;

  /** Well past the five custom plans that PostgreSQL makes before it compares. */
  private static final int FEWEST_EXECUTIONS = 8;

  /** A slow query is not executed further when this much time has gone into it. */
  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Checks the numbers. */
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
   * A gate for answers whose every row is kept.
   *
   * @param leastRows how many rows every answer must have
   * @param mostRows how many it may have
   * @param expected what is known of the rows
   * @param plan how the rows must be reached
   */
  public AnswerGate(int leastRows, int mostRows, Expected expected, PlanRule plan) {
    this(leastRows, mostRows, mostRows, expected, plan, EXECUTIONS);
  }

  /** Executes, checks, and returns what was wrong; nothing for a query that may be timed. */
  List<String> violations(
      ClientOperation operation, PreparedStatement statement, int queries, MeasuredSession session)
      throws SQLException {
    List<String> found = new ArrayList<>(answers(operation, queries));
    session.takeWarnings(statement).forEach(text -> found.add("the server warned: " + text));
    found.addAll(settings(session));
    return found;
  }

  /**
   * Executes and checks the answers alone, as of an operation that has other sessions than its
   * client's.
   *
   * @param operation to be checked
   * @param queries how many different ones there are
   * @return what is wrong; nothing for answers as they were meant
   * @throws SQLException where an execution fails, which is wrong too
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

  /** Returns what is wrong with the numbers of rows of the timed executions. */
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
   * Compares the settings of a session with what was asked for.
   *
   * @param session after a statement that has loaded what libraries it needs
   * @return which settings are not in force
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
