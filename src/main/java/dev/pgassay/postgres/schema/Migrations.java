package dev.pgassay.postgres.schema;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.ScriptRunner;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;

/**
 * Brings the schema of a workspace forward and back. Each call is one transaction: the schema stays
 * unchanged unless all of it succeeds. The connection and the rights are tested before anything is
 * changed. Not thread-safe.
 */
public final class Migrations {
  private static final String DELIMITER = "/";

  private final Workspace workspace;

  /**
   * @param workspace the workspace of the schema
   */
  public Migrations(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Lists the migrations of this version of pgassay.
   *
   * @return all of them, in order
   */
  public static List<Migration> all() {
    return MigrationScripts.ALL;
  }

  /**
   * Lists the objects that the migrations make in the schema of the tables.
   *
   * @return the names of tables, views and functions, without the schema
   */
  public static Set<String> objectNames() {
    return MigrationScripts.objectNames();
  }

  /**
   * Lists which migrations the workspace has.
   *
   * @return one for each migration, in order
   */
  public List<MigrationStatus> status() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Map<Integer, String> applied = ChangeLog.applied(session);
      return all().stream()
          .map(
              migration ->
                  new MigrationStatus(
                      migration, Optional.ofNullable(applied.get(migration.number()))))
          .toList();
    }
  }

  /**
   * Takes all steps that are missing.
   *
   * @return those that were taken, in order; empty if nothing was missing
   */
  public List<Migration> migrate() {
    return migrateTo(all().size());
  }

  /**
   * Takes the missing steps up to one.
   *
   * @param number of the last step to take
   * @return those that were taken, in order
   */
  public List<Migration> migrateTo(int number) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Preconditions.check(session, workspace);
      List<Migration> missing = new ArrayList<>();
      session.inTransaction(
          "cannot migrate the schema",
          () -> {
            ChangeLog.create(session, workspace.metaSchema(), true);
            ChangeLog.addSeals(session);
            Map<Integer, String> applied = ChangeLog.applied(session);
            all().stream()
                .filter(step -> step.number() <= number && !applied.containsKey(step.number()))
                .forEach(missing::add);
            for (Migration step : missing) {
              step(
                  "cannot apply migration " + step.display(),
                  () ->
                      new UpOperation(1)
                          .operate(() -> held(session), scripts(), option(), nowhere()));
            }
            ChangeLog.seal(session, missing);
          });
      return missing;
    }
  }

  /**
   * Takes steps back, the latest first.
   *
   * @param steps how many, at least 1; more than there are takes all back
   * @return those that were taken back, the latest first
   */
  public List<Migration> rollback(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps to roll back must be at least 1: " + steps);
    }
    return rollback(taken -> taken.subList(0, Math.min(steps, taken.size())));
  }

  /**
   * Takes back the steps behind one.
   *
   * @param number of the last step to keep; 0 takes all back
   * @return those that were taken back, the latest first
   */
  public List<Migration> rollbackTo(int number) {
    return rollback(taken -> taken.stream().filter(step -> step.number() > number).toList());
  }

  /** Takes back those that are chosen of all that were taken, the latest first. */
  private List<Migration> rollback(UnaryOperator<List<Migration>> choice) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Preconditions.check(session, workspace);
      List<Migration> undone = new ArrayList<>();
      session.inTransaction(
          "cannot roll the schema back",
          () -> {
            ChangeLog.create(session, workspace.metaSchema(), true);
            Map<Integer, String> applied = ChangeLog.applied(session);
            List<Migration> taken = new ArrayList<>(all());
            taken.removeIf(step -> !applied.containsKey(step.number()));
            Collections.reverse(taken);
            undone.addAll(choice.apply(taken));
            for (Migration step : undone) {
              step(
                  "cannot roll back migration " + step.display(),
                  () ->
                      new DownOperation(1)
                          .operate(() -> held(session), scripts(), option(), nowhere()));
            }
          });
      return undone;
    }
  }

  /**
   * Takes all steps back.
   *
   * @return those that were taken back, the latest first
   */
  public List<Migration> rollbackAll() {
    return rollback(all().size());
  }

  /** Runs the scripts of some steps on a connection, without a change log or a commit. */
  static void runScripts(Connection connection, String schema, List<Migration> steps) {
    MigrationScripts scripts = new MigrationScripts(schema);
    for (Migration step : steps) {
      ScriptRunner runner = new ScriptRunner(HeldConnection.of(connection));
      runner.setStopOnError(true);
      runner.setEscapeProcessing(false);
      runner.setDelimiter(DELIMITER);
      runner.setFullLineDelimiter(true);
      runner.setLogWriter(null);
      runner.setErrorLogWriter(null);
      step(
          "cannot apply migration " + step.display(),
          () -> runner.runScript(scripts.script(step, false)));
    }
  }

  private MigrationScripts scripts() {
    return new MigrationScripts(workspace.schema());
  }

  private static Connection held(Session session) {
    return HeldConnection.of(session.connection());
  }

  private static DatabaseOperationOption option() {
    DatabaseOperationOption option = new DatabaseOperationOption();
    option.setChangelogTable(Workspace.META_SCHEMA + "." + ChangeLog.TABLE);
    option.setStopOnError(true);
    option.setThrowWarning(false);
    option.setEscapeProcessing(false);
    option.setAutoCommit(false);
    // A semicolon also ends the lines of a function's body; no body has a line with a slash.
    option.setDelimiter(DELIMITER);
    option.setFullLineDelimiter(true);
    return option;
  }

  /**
   * The library talks on its stream; everything important comes back as a result or an exception.
   */
  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static void step(String doing, Runnable work) {
    try {
      work.run();
    } catch (Failure e) {
      throw e;
    } catch (RuntimeException e) {
      throw refusal(doing, e);
    }
  }

  /** The library buries the server's message under exceptions with whole scripts in their texts. */
  private static Failure refusal(String doing, RuntimeException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        return DatabaseFailure.of(doing, refused);
      }
    }
    return new Failure(doing + "; run again with --verbose for the trace", exception);
  }
}
