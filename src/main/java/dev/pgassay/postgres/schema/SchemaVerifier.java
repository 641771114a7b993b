package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares a live schema with the one that its applied migrations make.
 *
 * <p>The expected schema is not written down anywhere: the migrations are run again, on the same
 * server, in a schema that exists within one transaction only and is rolled back with it. So the
 * server describes both in the same words, whatever its version, and a killed process leaves
 * nothing. The second run also omits objects that this server cannot have: a migration that left
 * the view of statistics out because there is no pg_stat_statements leaves it out again.
 */
public final class SchemaVerifier {
  private static final String EXPECTED = "pgassay_expected";
  private static final String EXPECTED_META = "pgassay_expected_meta";

  private SchemaVerifier() {}

  /**
   * Verifies a workspace: its objects, their owners and the rights on them, and the record of its
   * migrations.
   *
   * @param workspace whose schema
   * @return the differences, by table and kind; empty if there are none
   */
  public static List<Difference> verify(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Preconditions.checkExtensions(session);
      List<Difference> differences = new ArrayList<>(ChangeLog.differences(session));
      Snapshots found =
          Snapshots.of(session, workspace, workspace.schema(), workspace.metaSchema());
      Snapshots expected = expected(workspace, session);
      differences.addAll(compare(expected.log(), found.log()));
      differences.addAll(compare(expected.tables(), found.tables()));
      return differences;
    }
  }

  /**
   * The snapshots to compare.
   *
   * @param tables everything in the schema of the tables
   * @param log the change log and the rights on its schema; the migrations do not make the other
   *     tables there
   */
  private record Snapshots(SchemaSnapshot tables, SchemaSnapshot log) {
    static Snapshots of(Session session, Workspace workspace, String schema, String metaSchema) {
      String path = extensionsPath(session);
      return new Snapshots(
          SchemaSnapshot.of(session, schema, workspace.schema(), path),
          SchemaSnapshot.of(session, metaSchema, workspace.metaSchema(), path)
              .only(ChangeLog.TABLE));
    }
  }

  /**
   * Makes the objects again. The owner may not create a schema, but the login role may. It then
   * becomes the owner, so that the objects have the same owner as in the workspace.
   */
  private static Snapshots expected(Workspace workspace, Session live) {
    String doing = "cannot make the schema to compare with";
    Set<Integer> applied = ChangeLog.applied(live).keySet();
    List<Migration> steps =
        Migrations.all().stream().filter(step -> applied.contains(step.number())).toList();
    boolean logged = ChangeLog.exists(live);
    boolean sealed = ChangeLog.isSealed(live);
    String owner = Identifier.quote(workspace.rights().names().get(Role.OWNER));
    try (Session session = Session.open(workspace.target(Role.OWNER).withoutAssumedRole())) {
      return session.rolledBack(
          doing,
          () -> {
            for (String schema : List.of(EXPECTED, EXPECTED_META)) {
              session.execute(doing, "CREATE SCHEMA " + schema + " AUTHORIZATION " + owner);
            }
            session.execute(doing, "SET LOCAL ROLE " + owner);
            workspace.rights().grant(session, doing, EXPECTED);
            if (logged) {
              ChangeLog.create(session, EXPECTED_META, sealed);
            }
            Migrations.runScripts(session.connection(), EXPECTED, steps);
            return Snapshots.of(session, workspace, EXPECTED, EXPECTED_META);
          });
    }
  }

  private static String extensionsPath(Session session) {
    return session
        .text(
            "cannot find the schemas of the extensions",
            """
            SELECT string_agg(DISTINCT quote_ident(nspname), ', ')
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE extname IN ('vector', 'uuid-ossp', 'pg_stat_statements')
            """)
        .orElse("public");
  }

  /** The parts of an object that is missing or extra as a whole get no lines of their own. */
  static List<Difference> compare(SchemaSnapshot expected, SchemaSnapshot found) {
    List<Difference> differences = new ArrayList<>();
    expected
        .definitions()
        .forEach(
            (name, definition) -> {
              String there = found.definitions().get(name);
              if (there == null && found.hasWholeOf(name)) {
                differences.add(difference(Difference.Kind.MISSING, name, definition, ""));
              } else if (there != null && !there.equals(definition)) {
                differences.add(difference(Difference.Kind.DIFFERENT, name, definition, there));
              }
            });
    found
        .definitions()
        .forEach(
            (name, definition) -> {
              if (!expected.definitions().containsKey(name) && expected.hasWholeOf(name)) {
                differences.add(difference(Difference.Kind.EXTRA, name, "", definition));
              }
            });
    return differences;
  }

  private static Difference difference(
      Difference.Kind kind, SchemaSnapshot.Name name, String expected, String found) {
    return new Difference(kind, name.type(), name.name(), expected, found);
  }
}
