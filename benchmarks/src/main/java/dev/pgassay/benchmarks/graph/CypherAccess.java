package dev.pgassay.benchmarks.graph;

import dev.pgassay.data.load.EntityGraph;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;

/** Finds out whether and how the measuring role can query the graph in Cypher. */
final class CypherAccess {
  /** The folder from which every role may load a library; our image has AGE there. */
  private static final String LOAD = "LOAD '$libdir/plugins/age'";

  /** For servers that have AGE in every session. */
  private static final String NOTHING = "SELECT";

  private static final String DOING = "cannot look for the graph";

  private CypherAccess() {}

  /**
   * Tries to query the graph.
   *
   * @return the first statement of a session
   * @throws NotAvailable if there is no AGE, no graph, or no right to use them
   */
  static String statement(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      if (!session.holds(DOING, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'age')")) {
        throw new NotAvailable(
            "Cypher needs the extension age, which "
                + session.target().display()
                + " does not have; measure with --database docker, or ask in SQL");
      }
      if (!session.holds(DOING, "SELECT to_regnamespace(?) IS NOT NULL", EntityGraph.NAME)) {
        throw new NotAvailable(
            "no graph was loaded into "
                + session.target().display()
                + "; loading makes one where pgassay is superuser");
      }
      return loading(session);
    }
  }

  private static String loading(Session session) {
    try {
      session.execute(DOING, LOAD);
      return LOAD;
    } catch (DatabaseFailure refused) {
      if (answers(session)) {
        return NOTHING;
      }
      throw new NotAvailable(
          "the role that measures may not load AGE on "
              + session.target().display()
              + "; link age.so into the server's folder $libdir/plugins, or add age to"
              + " shared_preload_libraries");
    }
  }

  private static boolean answers(Session session) {
    try {
      session.execute(
          DOING,
          "SELECT * FROM ag_catalog.cypher('%s', $$ RETURN 1 $$) AS (one ag_catalog.agtype)"
              .formatted(EntityGraph.NAME));
      return true;
    } catch (DatabaseFailure ignored) {
      // Not loaded. The caller reports the next step.
      return false;
    }
  }
}
