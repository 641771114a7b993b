package dev.pgassay.schema;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a live schema with the one that its applied migrations make.
 *
 * <p>What they make is not written down anywhere: the migrations are run again, on the same server,
 * in a schema that exists within one transaction only and is rolled back with it. So the server
 * describes both in the same words, whatever its version, and a killed process leaves nothing. It
 * also knows what cannot be had here: a migration that left the view of statistics out because
 * there is no pg_stat_statements leaves it out again.
 */
public final class SchemaVerifier {
  private static final String EXPECTED = "pgassay_expected";

  private SchemaVerifier() {}

  /**
   * Verifies a workspace.
   *
   * @param workspace whose schema
   * @return what differs, by table and kind; empty where nothing does
   */
  public static List<Difference> verify(Workspace workspace) {
    List<Migration> steps;
    SchemaSnapshot found;
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      Preconditions.checkExtensions(session);
      Map<Integer, String> applied = Migrations.applied(session);
      steps = Migrations.all().stream().filter(step -> applied.containsKey(step.number())).toList();
      found = SchemaSnapshot.of(session, workspace.schema(), extensionsPath(session));
    }
    try (Session session = Session.open(loginUser(workspace))) {
      return compare(expected(session, steps), found);
    }
  }

  /** The owner may do nothing outside its schemas; who logs in may make the one to compare with. */
  private static ConnectionTarget loginUser(Workspace workspace) {
    ConnectionTarget owner = workspace.target(Role.OWNER);
    return new ConnectionTarget(
        owner.host(),
        owner.port(),
        owner.database(),
        owner.user(),
        owner.password(),
        Optional.empty(),
        owner.driverProperties());
  }

  private static SchemaSnapshot expected(Session session, List<Migration> steps) {
    String doing = "cannot make the schema to compare with";
    return session.rolledBack(
        doing,
        () -> {
          session.execute(doing, "CREATE SCHEMA " + EXPECTED);
          Migrations.runScripts(session.connection(), EXPECTED, steps);
          return SchemaSnapshot.of(session, EXPECTED, extensionsPath(session));
        });
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

  static List<Difference> compare(SchemaSnapshot expected, SchemaSnapshot found) {
    List<Difference> differences = new ArrayList<>();
    expected
        .definitions()
        .forEach(
            (name, definition) -> {
              String there = found.definitions().get(name);
              if (there == null && hasTable(found, name)) {
                differences.add(difference(Difference.Kind.MISSING, name, definition, ""));
              } else if (there != null && !there.equals(definition)) {
                differences.add(difference(Difference.Kind.DIFFERENT, name, definition, there));
              }
            });
    found
        .definitions()
        .forEach(
            (name, definition) -> {
              if (!expected.definitions().containsKey(name) && hasTable(expected, name)) {
                differences.add(difference(Difference.Kind.EXTRA, name, "", definition));
              }
            });
    return differences;
  }

  /** What belongs to a table that is missing or extra as a whole is not worth a line of its own. */
  private static boolean hasTable(SchemaSnapshot snapshot, SchemaSnapshot.Name name) {
    return name.table().isEmpty()
        || name.type().equals("table")
        || snapshot
            .definitions()
            .containsKey(new SchemaSnapshot.Name("table", name.table(), name.table()));
  }

  private static Difference difference(
      Difference.Kind kind, SchemaSnapshot.Name name, String expected, String found) {
    return new Difference(kind, name.type(), name.display(), expected, found);
  }
}
