package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens a session for each client and checks its answers and its plan, before and after it is
 * measured. Keeps the settings and the plan for the report. Thread-safe.
 */
final class ClientGate {
  private final ConnectionPool pool;
  private final Map<String, String> wantedSettings;
  private final ClientTask task;
  private final int clients;
  private Map<String, String> settings = Map.of();
  private Optional<SessionPlan> planBefore;
  private final Set<String> lateViolations = new LinkedHashSet<>();

  /**
   * @param pool provides the sessions' connections; its owner closes it
   * @param planBefore plan for the comparison after the measurement; empty to use that of the first
   *     session that passes
   */
  ClientGate(
      ConnectionPool pool,
      Map<String, String> wantedSettings,
      ClientTask task,
      int clients,
      Optional<SessionPlan> planBefore) {
    this.pool = pool;
    this.wantedSettings = wantedSettings;
    this.task = task;
    this.clients = clients;
    this.planBefore = planBefore;
  }

  /**
   * The gate's findings before the measurement.
   *
   * @param violations none for a session that passes
   * @param plan of the session; empty if there is none
   */
  record Findings(List<String> violations, Optional<SessionPlan> plan) {}

  /**
   * Opens a session without checking it.
   *
   * @param number of the client, from 0
   * @throws DatabaseFailure if the server refuses or does not answer
   */
  ClientSession open(int number) {
    MeasuredSession session = MeasuredSession.open(pool, wantedSettings);
    try {
      return new ClientSession(session, task.open(session, number, clients));
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  /** Checks a session before the measurement. */
  Findings check(ClientSession session) {
    List<String> violations = new ArrayList<>();
    Optional<SessionPlan> plan = Optional.empty();
    try {
      violations.addAll(task.violations(session.operation(), session.session()));
      plan = session.plan();
      plan.ifPresent(it -> violations.addAll(task.violations(it)));
    } catch (SQLException e) {
      violations.add(message(e));
    }
    keep(session.session().settings(), violations.isEmpty() ? plan : Optional.empty());
    return new Findings(violations, plan);
  }

  private synchronized void keep(Map<String, String> inForce, Optional<SessionPlan> passed) {
    settings = inForce;
    planBefore = planBefore.or(() -> passed);
  }

  /**
   * Opens a session in place of a lost one. A violation does not refuse it; it is reported at the
   * end.
   *
   * @param number of the client, from 0
   * @throws DatabaseFailure if the server refuses or does not answer
   */
  ClientSession reopen(int number) {
    ClientSession session = open(number);
    try {
      addLate(task.violations(session.operation(), session.session()));
      return session;
    } catch (SQLException e) {
      session.session().close();
      throw DatabaseFailure.of("the statement failed after the connection was lost", e);
    } catch (Failure e) {
      session.session().close();
      throw e;
    }
  }

  /** Checks a session after the measurement that was not checked before it. */
  synchronized void checkLate(ClientSession session) {
    try {
      addLate(task.violations(session.operation(), session.session()));
      settings = session.session().settings();
    } catch (SQLException e) {
      addLate(List.of(message(e)));
    }
  }

  private synchronized void addLate(List<String> violations) {
    lateViolations.addAll(violations);
  }

  /**
   * Reads the plan of every remaining session after the measurement.
   *
   * @param violations receives further violations
   * @return the plan of the last session; empty if there is none
   */
  Optional<SessionPlan> planAfter(List<MeasuredClient> measured, Set<String> violations) {
    Optional<SessionPlan> last = Optional.empty();
    try {
      for (MeasuredClient client : measured) {
        Optional<SessionPlan> plan = client.session().plan();
        plan.flatMap(this::change).ifPresent(violations::add);
        last = plan.isPresent() ? plan : last;
      }
    } catch (DatabaseFailure e) {
      violations.add(e.getMessage());
    }
    return last;
  }

  private Optional<String> change(SessionPlan after) {
    return planBefore()
        .filter(before -> !before.fingerprint().equals(after.fingerprint()))
        .map(
            before ->
                "the plan changed while measuring, from " + before.line() + " to " + after.line());
  }

  /** Returns the settings of the session that was checked last. */
  synchronized Map<String, String> settings() {
    return settings;
  }

  synchronized Optional<SessionPlan> planBefore() {
    return planBefore;
  }

  /** Returns a copy of the violations since the start of the measurement, in their order. */
  synchronized Set<String> lateViolations() {
    return new LinkedHashSet<>(lateViolations);
  }

  private static String message(SQLException failure) {
    return DatabaseFailure.of("the statement failed", failure).getMessage();
  }
}
