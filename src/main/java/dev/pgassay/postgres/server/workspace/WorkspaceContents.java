package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.schema.Migrations;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that pgassay makes in a workspace. Only these are dropped with it: if something else
 * depends on one of them, or is in one of the schemas, nothing is dropped.
 */
final class WorkspaceContents {
  /** The tables of our mark, of the migrations, of loads and builds, and of a comparison. */
  private static final List<String> BOOKKEEPING =
      List.of(
          "mark",
          "changelog",
          "load",
          "load_range",
          "load_object",
          "load_phase",
          "index_build",
          "comparison_query");

  /** The schema of the graph that a load makes if the server has Apache AGE. */
  private static final String GRAPH_SCHEMA = "pgassay_graph";

  /** Whether a row of a catalogue that has a schema and a name is one of ours. */
  private static final String OURS =
      "(n.nspname = 'pgassay' AND %1$s = ANY (?)"
          + " OR n.nspname = 'pgassay_meta' AND %1$s = ANY (?))";

  private WorkspaceContents() {}

  /**
   * Drops our objects and the two schemas without CASCADE. To be called in a transaction, as the
   * role that owns the schemas.
   *
   * @throws dev.pgassay.postgres.jdbc.DatabaseFailure which names the objects that depend on them
   */
  static void drop(Session session, String doing) {
    // Names in the server's messages are qualified then. The wait for readers of the tables has a
    // limit, since all others would wait behind us.
    session.execute(doing, "SET LOCAL search_path = pg_catalog; SET LOCAL lock_timeout = '10s'");
    dropAll(session, doing, "VIEW", relations(session, doing, "v"));
    dropAll(session, doing, "TABLE", relations(session, doing, "r"));
    dropAll(session, doing, "FUNCTION", functions(session, doing));
    session.execute(doing, "DROP SCHEMA IF EXISTS pgassay, pgassay_meta");
  }

  /**
   * Lists the objects in a database of ours that we did not make: relations and functions, without
   * those of extensions.
   *
   * @return each with its kind and its schema, such as {@code table public.notes}
   */
  static List<String> foreign(Session session) {
    String doing = "cannot look into database " + session.target().database();
    session.execute(doing, "SET search_path = pg_catalog");
    List<String> found = new ArrayList<>();
    found.addAll(
        session.rows(
            doing,
            row -> row.getString(1),
            """
            SELECT pg_describe_object('pg_class'::regclass, c.oid, 0)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND %s AND NOT %s
            ORDER BY 1
            """
                .formatted(standsAlone("pg_class", "c"), OURS.formatted("c.relname")),
            GRAPH_SCHEMA,
            tablesAndFunctions(),
            bookkeeping()));
    found.addAll(
        session.rows(
            doing,
            row -> row.getString(1),
            """
            SELECT pg_describe_object('pg_proc'::regclass, p.oid, 0)
            FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
            WHERE %s AND NOT %s
            ORDER BY 1
            """
                .formatted(standsAlone("pg_proc", "p"), OURS.formatted("p.proname")),
            GRAPH_SCHEMA,
            tablesAndFunctions(),
            bookkeeping()));
    return found;
  }

  /** No object of the system or of an extension, and none that is a part of another. */
  private static String standsAlone(String catalog, String alias) {
    return """
        n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', ?) AND NOT EXISTS (
          SELECT FROM pg_depend AS d
          WHERE d.classid = '%s'::regclass AND d.objid = %s.oid AND d.deptype IN ('a', 'i', 'e'))"""
        .formatted(catalog, alias);
  }

  private static List<String> relations(Session session, String doing, String kind) {
    return session.rows(
        doing,
        row -> new QualifiedName(row.getString(1), row.getString(2)).quoted(),
        """
        SELECT n.nspname, c.relname
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind = ?::"char" AND %s
        ORDER BY 1, 2
        """
            .formatted(OURS.formatted("c.relname")),
        kind,
        tablesAndFunctions(),
        bookkeeping());
  }

  private static List<String> functions(Session session, String doing) {
    return session.rows(
        doing,
        row -> new QualifiedName(row.getString(1), row.getString(2)).quoted() + "()",
        """
        SELECT n.nspname, p.proname
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE p.pronargs = 0 AND %s
        ORDER BY 1, 2
        """
            .formatted(OURS.formatted("p.proname")),
        tablesAndFunctions(),
        bookkeeping());
  }

  private static void dropAll(Session session, String doing, String kind, List<String> names) {
    if (!names.isEmpty()) {
      // In one statement, so that dependencies between them are no obstacle.
      session.execute(doing, "DROP " + kind + " " + String.join(", ", names));
    }
  }

  private static String[] tablesAndFunctions() {
    return Migrations.objectNames().toArray(String[]::new);
  }

  private static String[] bookkeeping() {
    return BOOKKEEPING.toArray(String[]::new);
  }
}
