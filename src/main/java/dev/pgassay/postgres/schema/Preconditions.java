package dev.pgassay.postgres.schema;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;

/** The conditions that must hold before the schema is changed. */
final class Preconditions {
  private Preconditions() {}

  /**
   * Tests the rights and the extensions on an open connection.
   *
   * @throws Failure that names what is missing; nothing has been changed
   */
  static void check(Session session, Workspace workspace) {
    String where = session.target().display();
    for (String schema : new String[] {workspace.schema(), workspace.metaSchema()}) {
      boolean may =
          session.holds(
              "cannot read the rights on schema " + schema,
              "SELECT has_schema_privilege(nspname, 'CREATE') FROM pg_namespace WHERE nspname = ?",
              schema);
      if (!may) {
        throw new Failure(
            "no right to create in schema "
                + schema
                + " of "
                + where
                + "; let pgassay make the workspace anew, or have its owner grant CREATE");
      }
    }
    checkExtensions(session);
  }

  /**
   * Tests that the extensions exist.
   *
   * @throws Failure that names what is missing
   */
  static void checkExtensions(Session session) {
    for (String extension : new String[] {"vector", "uuid-ossp"}) {
      boolean created =
          session.holds(
              "cannot look for extension " + extension,
              "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = ?)",
              extension);
      if (!created) {
        throw new Failure(
            "extension "
                + extension
                + " is missing in "
                + session.target().display()
                + "; have a superuser run CREATE EXTENSION \""
                + extension
                + "\" there");
      }
    }
  }
}
