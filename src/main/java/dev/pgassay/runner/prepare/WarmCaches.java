package dev.pgassay.runner.prepare;

import dev.pgassay.postgres.index.Prewarm;
import dev.pgassay.postgres.index.Residency;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.point.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a server into the same state before every point: its tables and indexes in the buffers as
 * far as they fit, and nothing left to be written that an earlier point has changed.
 */
public final class WarmCaches {
  /** The tables, smallest first, so that the largest is read last and stays. */
  private static final String TABLES =
      """
      SELECT relname
      FROM pg_class
      WHERE relnamespace = to_regnamespace(?) AND relkind = 'r'
      ORDER BY pg_total_relation_size(oid)
      """;

  /** Reading a table of a million rows from a disk takes a minute or two. */
  public static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

  private WarmCaches() {}

  /**
   * Warms the caches and checks the outcome.
   *
   * @param workspace in which the point is measured
   * @return the steps taken, and the share of each large relation that is in the buffers
   */
  public static Preparation warm(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.OWNER), ANSWER_TIMEOUT)) {
      String schema = workspace.schema();
      List<String> steps = new ArrayList<>();
      boolean warmed = isOurs(workspace) && prewarm(session, schema);
      if (isOurs(workspace)) {
        steps.add(warmed ? "pg_prewarm" : "no pg_prewarm on this server");
        steps.add(checkpoint(session));
      }
      steps.add("session warmed by the gate");
      return new Preparation(
          Preparation.Cache.WARM,
          steps,
          warmed ? Residency.afterWarming(session, schema) : Residency.of(session, schema));
    }
  }

  /** A user's database that is measured in place has no bookkeeping of ours. */
  private static boolean isOurs(Workspace workspace) {
    return !workspace.schema().equals(workspace.metaSchema());
  }

  /** Reads the tables of a schema into the buffers; tells whether it could be done. */
  static boolean prewarm(Session session, String schema) {
    boolean warmed = true;
    for (String table :
        session.rows("cannot list the tables", row -> row.getString(1), TABLES, schema)) {
      warmed &= Prewarm.table(session.connection(), new QualifiedName(schema, table)).isPresent();
    }
    return warmed;
  }

  /** Without it, the writes of a load or a build would continue during the first point after it. */
  private static String checkpoint(Session session) {
    try {
      session.execute("cannot write a checkpoint", "CHECKPOINT");
      return "CHECKPOINT";
    } catch (DatabaseFailure refused) {
      return "no CHECKPOINT: this user lacks the right";
    }
  }
}
