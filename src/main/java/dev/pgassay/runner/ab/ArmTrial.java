package dev.pgassay.runner.ab;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tries the contender's options on its server before anything is measured: a typo is no regression.
 */
final class ArmTrial {
  private static final String LABEL = "ab_trial";

  /** The server must be started with it, or its configuration read again. */
  private static final String NOT_BY_SESSION = "55P02";

  private ArmTrial() {}

  /**
   * Tries each setting as the role that is measured.
   *
   * @throws InvalidInput in the server's words for one that it rejects
   */
  static void settings(Map<String, String> settings, Workspace workspace) {
    if (settings.isEmpty()) {
      return;
    }
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      if (settings.keySet().stream().anyMatch(name -> name.contains("."))) {
        loadLibrary(session);
      }
      settings.forEach((name, value) -> setting(session, name, value));
    }
  }

  /** The server accepts any value of pgvector's settings until pgvector's library is loaded. */
  private static void loadLibrary(Session session) {
    try {
      session.text("cannot load pgvector", "SELECT '[1]'::vector::text");
    } catch (DatabaseFailure ignored) {
      // The user's own tables may have no vectors.
    }
  }

  private static void setting(Session session, String name, String value) {
    String option = "--arm-set " + name + "=" + value;
    try {
      session.text(option, "SELECT set_config(?, ?, false)", name, value);
    } catch (DatabaseFailure e) {
      String remedy = e.sqlState().equals(NOT_BY_SESSION) ? "; give it by --arm-server-set" : "";
      throw refused(e.getMessage() + remedy, e);
    }
  }

  /**
   * Executes the scripts on a copy of the database, which is dropped again. Does nothing if no copy
   * can be made: the comparison then says so.
   *
   * @throws InvalidInput in the server's words for one that it rejects
   */
  static void scripts(AbChange change, WorkloadContext where) {
    if (change.scripts().isEmpty()) {
      return;
    }
    try {
      Workspace copy = where.copies().make(LABEL);
      try {
        execute(change.scripts(), copy);
      } finally {
        where.copies().drop(LABEL);
      }
    } catch (NotAvailable ignored) {
      // Reported for each point when its arms are made.
    }
  }

  /**
   * Executes scripts on a copy that is kept.
   *
   * @throws InvalidInput in the server's words for one that it rejects
   */
  static void execute(List<Path> scripts, Workspace copy) {
    try {
      AbArms.execute(scripts, copy);
    } catch (DatabaseFailure e) {
      throw refused("--arm-sql: " + e.getMessage(), e);
    }
  }

  private static RuntimeException refused(String message, DatabaseFailure cause) {
    return cause.isOfConnection() ? cause : new InvalidInput(message, cause);
  }
}
