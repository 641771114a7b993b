package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Defines what the clients of a benchmark execute, in a closed loop or an open one, and what each
 * must pass before it is timed. One task serves all clients of a fork, so implementations are
 * thread-safe.
 */
public interface ClientTask {
  /**
   * Returns the number of different executions, at least 1. A client goes through them in a
   * shuffled round trip.
   */
  int queries();

  /** Returns how many rows of an answer are kept, from the first on; 0 to keep no answers. */
  int mostRows();

  /**
   * Names the sessions that execute statements if they are not the clients' own, such as those of a
   * pool or of a program. The server's waits are then sampled in them.
   *
   * @return their {@code application_name}, which no other session has; empty if the clients' own
   *     sessions execute
   */
  default Optional<String> applicationName() {
    return Optional.empty();
  }

  /**
   * Opens the operation of a client.
   *
   * @param session used only by this client, with the point's settings
   * @param client its number, from 0
   * @param clients number of clients
   * @return the operation; the caller closes it before the session
   */
  ClientOperation open(MeasuredSession session, int client, int clients);

  /**
   * Executes the operation in a session that will be measured, and checks its answers.
   *
   * @return the violations; none for an operation that may be timed
   * @throws SQLException if an execution fails, which is a violation too
   */
  List<String> violations(ClientOperation operation, MeasuredSession session) throws SQLException;

  /**
   * Checks the numbers of rows of the timed executions.
   *
   * @param rows fewest and most of any timed execution
   * @return the violations
   */
  List<String> violations(RowSpan rows);

  /**
   * Checks a plan.
   *
   * @param plan of the operation's statement in a measured session
   * @return the violations
   */
  List<String> violations(SessionPlan plan);
}
