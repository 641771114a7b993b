package dev.pgassay.postgres.server.url;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import java.util.List;
import java.util.Optional;

/**
 * A setting that {@code ALTER DATABASE} or {@code ALTER ROLE ... IN DATABASE} gave to the sessions
 * of a database. {@code CREATE DATABASE} does not copy these.
 *
 * @param role whose sessions have it; empty for those of all roles
 * @param name such as {@code hnsw.ef_search}
 * @param value as the catalogue has it
 */
record DatabaseSetting(Optional<String> role, String name, String value) {
  /** Reads the settings of the session's database. */
  static List<DatabaseSetting> read(Session session) {
    return session.rows(
        "cannot read the settings of the database",
        row ->
            new DatabaseSetting(
                Optional.ofNullable(row.getString(1)), row.getString(2), row.getString(3)),
        """
        SELECT r.rolname, split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
        FROM pg_db_role_setting AS s
        JOIN pg_database AS d ON d.oid = s.setdatabase AND d.datname = current_database()
        LEFT JOIN pg_roles AS r ON r.oid = s.setrole
        CROSS JOIN unnest(setconfig) AS setting
        WHERE s.setrole = 0 OR r.rolname = current_user
        """);
  }

  /** Gives the settings to the session's database, for sessions to come. */
  static void write(Session session, List<DatabaseSetting> settings) {
    if (settings.isEmpty()) {
      return;
    }
    loadVector(session);
    for (DatabaseSetting setting : settings) {
      setting.write(session);
    }
  }

  /** A list, such as a search path, is written as the session has it and not as one text. */
  private void write(Session session) {
    String doing = "cannot copy the setting " + name + " of the database";
    session.text(doing, "SELECT set_config(?, ?, false)", name, value);
    String database = Identifier.quote(session.target().database());
    session.execute(
        doing,
        (role.isEmpty()
                ? "ALTER DATABASE " + database
                : "ALTER ROLE " + Identifier.quote(role.get()) + " IN DATABASE " + database)
            + " SET "
            + quotedName()
            + " FROM CURRENT");
  }

  private String quotedName() {
    return String.join(".", List.of(name.split("\\.")).stream().map(Identifier::quote).toList());
  }

  /** The server refuses a setting of pgvector to an ordinary role until the library is loaded. */
  private static void loadVector(Session session) {
    Optional<String> schema =
        session.text(
            "cannot look for pgvector",
            """
            SELECT nspname
            FROM pg_extension JOIN pg_namespace AS n ON n.oid = extnamespace
            WHERE extname = 'vector'
            """);
    if (schema.isPresent()) {
      session.text(
          "cannot load pgvector",
          "SELECT '[1]'::" + Identifier.quote(schema.get()) + ".vector::text");
    }
  }
}
