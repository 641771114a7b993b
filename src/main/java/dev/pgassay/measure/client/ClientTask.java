package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What the clients of a benchmark do, in a closed loop or an open one, and what each must pass
 * before anything is timed. One task serves all clients of a fork, so implementations are
 * thread-safe.
 */
public interface ClientTask {
  /**
   * Returns how many different executions there are; a client goes through them in a shuffled round
   * trip.
   *
   * @return at least 1
   */
  int queries();

  /**
   * Returns how many rows of an answer are kept, from the first on.
   *
   * @return 0 or more; 0 where no answer is to be kept
   */
  int mostRows();

  /**
   * Names the sessions that execute where they are not the clients' own, such as those of a pool or
   * of a program, so that the server's waits are looked for in them.
   *
   * @return their {@code application_name}, which no other session has; empty where the clients'
   *     own sessions execute
   */
  default Optional<String> applicationName() {
    return Optional.empty();
  }

  /**
   * Opens what a client executes.
   *
   * @param session of this client alone, with the point's settings
   * @param client its number, from 0
   * @param clients how many clients there are
   * @return the operation, closed before the session is
   */
  ClientOperation open(MeasuredSession session, int client, int clients);

  /**
   * Executes on a session that will be measured and checks what comes back.
   *
   * @param operation of the session
   * @param session that will be measured
   * @return what is wrong; nothing for an operation that may be timed
   * @throws SQLException where an execution fails, which is wrong too
   */
  List<String> violations(ClientOperation operation, MeasuredSession session) throws SQLException;

  /**
   * Checks how many rows came while it was timed.
   *
   * @param rows fewest and most of any timed execution
   * @return what is wrong; nothing for as many as were meant
   */
  List<String> violations(RowSpan rows);

  /**
   * Checks a plan.
   *
   * @param plan of the operation's statement on a measured session
   * @return what is wrong; nothing for the plan that was meant
   */
  List<String> violations(SessionPlan plan);
}
