package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ClientOperation.Explained;
import dev.pgassay.postgres.query.ExplainedPlan;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A client's session on the server, and the operation that it executes there. Not thread-safe: each
 * belongs to one client.
 *
 * @param session used only by this client
 * @param operation executed in it
 */
record ClientSession(MeasuredSession session, ClientOperation operation) implements AutoCloseable {
  boolean isLost() {
    return session.isLost();
  }

  /** Reads the plan; empty if the operation has none or the connection is lost. */
  Optional<SessionPlan> plan() {
    if (isLost()) {
      return Optional.empty();
    }
    return operation.explained().map(it -> plan(session.explain(it.sql(), it.literals())));
  }

  private static SessionPlan plan(ExplainedPlan explained) {
    return new SessionPlan(
        explained.plan().text(),
        explained.plan().fingerprint(),
        explained.queryId(),
        explained.genericPlans(),
        explained.customPlans());
  }

  /**
   * Executes the first query once more, rolls back what it wrote, and returns its plan with times
   * and buffers, as JSON; empty if the operation has no plan or the connection is lost.
   */
  Optional<String> analyzedPlan() {
    if (isLost() || operation.explained().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        session.rolledBack(
            "cannot execute the first query once more",
            () -> {
              operation.before(0);
              Explained it = operation.explained().orElseThrow();
              return session.explainAnalyzed(it.sql(), it.literals());
            }));
  }

  @Override
  public void close() {
    try {
      operation.close();
    } catch (SQLException ignored) {
      // The session ends with it either way.
    } finally {
      session.close();
    }
  }
}
