package dev.pgassay.postgres.server.url;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;
import java.util.List;
import java.util.Optional;

/**
 * The database that copies are made of, as the connecting role sees it.
 *
 * @param name of the database
 * @param owner the role that owns it
 * @param bytes its size
 * @param template whether the role may name it as the template of another database: it owns the
 *     database, is a member of its owner, or the database is marked as a template
 * @param superuser whether the role is a superuser
 * @param majorVersion of the server, such as 15
 */
record SourceDatabase(
    String name, String owner, long bytes, boolean template, boolean superuser, int majorVersion) {
  private static final int SHOWN_SESSIONS = 3;

  /**
   * Reads the facts.
   *
   * @throws Failure if the role may not create databases
   */
  static SourceDatabase read(Session session) {
    if (!session.holds(
        "cannot read the rights of the role",
        "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
      throw new Failure(
          "cannot copy database "
              + session.target().database()
              + ": role "
              + session.target().user()
              + " may not create databases; have a superuser run ALTER ROLE "
              + session.target().user()
              + " CREATEDB");
    }
    int majorVersion = session.serverMajorVersion();
    return session
        .rows(
            "cannot read the facts of the database",
            row ->
                new SourceDatabase(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    majorVersion),
            """
            SELECT datname, pg_get_userbyid(datdba), pg_database_size(d.oid),
              datistemplate OR pg_has_role(datdba, 'USAGE'), rolsuper
            FROM pg_database AS d, pg_roles
            WHERE datname = current_database() AND rolname = current_user
            """)
        .get(0);
  }

  /**
   * Returns why the database cannot be a template now; empty if it can.
   *
   * @param elsewhere a session in another database: a template must have no session
   */
  Optional<String> whyNoTemplate(Session elsewhere) {
    if (!template) {
      return Optional.of("it belongs to " + owner);
    }
    List<String> sessions =
        elsewhere.rows(
            "cannot look for sessions in database " + name,
            row -> row.getString(1),
            """
            SELECT usename || coalesce(' (' || nullif(application_name, '') || ')', '')
            FROM pg_stat_activity
            WHERE datname = ? AND coalesce(backend_type, '') <> 'autovacuum worker'
            ORDER BY 1
            """,
            name);
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "other sessions are in it: "
                + String.join(", ", sessions.subList(0, Math.min(sessions.size(), SHOWN_SESSIONS)))
                + (sessions.size() > SHOWN_SESSIONS ? ", ..." : ""));
  }

  /** The size in words, such as {@code 120 MiB}. */
  String size() {
    return bytes / (1 << 20) + " MiB";
  }
}
