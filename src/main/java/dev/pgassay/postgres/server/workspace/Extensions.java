package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The extensions that a workspace needs or makes use of. */
public final class Extensions {
  private static final List<String> NEEDED = List.of("vector", "uuid-ossp");

  private static final List<String> OPTIONAL =
      List.of("pg_stat_statements", "pg_prewarm", "pg_buffercache", "age");

  private Extensions() {}

  /** Lists the extensions that the server offers, with their default versions. */
  public static Map<String, String> offered(Session session) {
    Map<String, String> offered = new LinkedHashMap<>();
    session.rows(
        "cannot list the extensions",
        row -> offered.put(row.getString(1), row.getString(2)),
        "SELECT name, default_version FROM pg_available_extensions ORDER BY name");
    return offered;
  }

  /**
   * Checks that a server can serve at all.
   *
   * @throws Failure that says which extension is missing and how to get it
   */
  public static void requireOffered(Map<String, String> offered, String where) {
    if (!offered.containsKey("vector")) {
      throw new Failure(
          "the server at "
              + where
              + " has no pgvector; install it there (package postgresql-<version>-pgvector, or"
              + " https://github.com/pgvector/pgvector#installation)");
    }
    if (!offered.containsKey("uuid-ossp")) {
      throw new Failure(
          "the server at " + where + " has no uuid-ossp; install its package postgresql-contrib");
    }
  }

  /**
   * Creates the missing extensions that the server offers, as superuser, and updates those that are
   * older than the installed library.
   */
  static void create(Session session, Map<String, String> offered, Progress progress) {
    for (String name : NEEDED) {
      create(session, name);
      update(session, name, offered.get(name));
    }
    for (String name : OPTIONAL) {
      if (offered.containsKey(name)) {
        try {
          create(session, name);
          update(session, name, offered.get(name));
        } catch (DatabaseFailure e) {
          progress.warn("extension " + name + " is left out: " + e.getMessage());
        }
      }
    }
  }

  /** Checks or creates the needed extensions without a superuser's rights. */
  static void requireCreated(Session session, String where) {
    for (String name : NEEDED) {
      if (!isCreated(session, name)) {
        try {
          create(session, name);
        } catch (DatabaseFailure e) {
          throw new Failure(
              "database "
                  + where
                  + " lacks the extension "
                  + name
                  + " and this user may not create it; have a superuser run CREATE EXTENSION \""
                  + name
                  + "\" there",
              e);
        }
      }
    }
  }

  public static boolean isCreated(Session session, String name) {
    return session.holds(
        "cannot look for extension " + name,
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = ?)",
        name);
  }

  private static void update(Session session, String name, String version) {
    boolean older =
        session.holds(
            "cannot look for extension " + name,
            "SELECT extversion <> ? FROM pg_extension WHERE extname = ?",
            version,
            name);
    if (older) {
      session.execute("cannot update extension " + name, "ALTER EXTENSION \"" + name + "\" UPDATE");
    }
  }

  /**
   * Creates it in the schema that all can see. A superuser named like our own schema would
   * otherwise get it in that schema, which may contain only objects of the migrations.
   */
  private static void create(Session session, String name) {
    String doing = "cannot create extension " + name;
    session.inTransaction(
        doing,
        () -> {
          session.execute(doing, "SET LOCAL search_path = public");
          session.execute(doing, "CREATE EXTENSION IF NOT EXISTS \"" + name + "\"");
        });
  }

  /** AGE lets nobody into its catalogue by itself. The maker of a graph writes it down there. */
  static void openGraphs(Session session, ServerRoles roles) {
    if (!isCreated(session, "age")) {
      return;
    }
    session.execute(
        "cannot open the catalogue of AGE",
        """
        GRANT USAGE ON SCHEMA ag_catalog TO %1$s, %2$s, %3$s;
        GRANT SELECT ON ag_catalog.ag_graph, ag_catalog.ag_label TO %1$s, %2$s, %3$s;
        GRANT INSERT, UPDATE, DELETE ON ag_catalog.ag_graph, ag_catalog.ag_label TO %1$s;
        """
            .formatted(
                Identifier.quote(roles.name(Role.OWNER)),
                Identifier.quote(roles.name(Role.READ_WRITE)),
                Identifier.quote(roles.name(Role.READ_ONLY))));
  }
}
