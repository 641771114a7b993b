package dev.pgassay.data.load;

import dev.pgassay.data.load.EntityGraph.Edges;
import dev.pgassay.data.load.EntityGraph.Vertices;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Makes the graph of speakers, events, companies and topics from the loaded tables, so that Apache
 * AGE can answer Cypher queries, if the server has AGE and the owner may use it.
 *
 * <p>Rows are inserted directly into the tables of AGE's labels. Identifiers are numbered in the
 * order of the keys, so the same dataset gives the same graph. Creating vertices and edges in
 * Cypher takes a statement for each, and AGE's own loader reads files of the server. AGE 1.5
 * creates no index for a label, 1.8 only for the identifiers. This class creates the indexes for a
 * traversal in either direction and for a search by {@code id}.
 *
 * <p>The graph is made in one transaction, so that an interrupted load leaves all of it or nothing.
 * Not thread-safe.
 */
final class GraphLoad {
  private static final String PHASE = "graph";
  private static final String DOING = "cannot load the graph";

  private static final String MARK = "made by pgassay: the graph of a dataset";

  private static final String IS_OURS =
      """
      SELECT obj_description(n.oid, 'pg_namespace') IS NOT DISTINCT FROM '%s'
        OR shobj_description(n.nspowner, 'pg_authid') IS NOT DISTINCT FROM 'made by pgassay'
      FROM pg_namespace AS n
      WHERE n.nspname = '%s'
      """
          .formatted(MARK, EntityGraph.NAME);

  private static final String HAS_DEPENDENTS =
      """
      SELECT EXISTS (
        SELECT FROM pg_depend AS d
        JOIN pg_class AS t
          ON t.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
          AND t.relnamespace = '%1$s'::regnamespace
        LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        LEFT JOIN pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        JOIN pg_class AS other ON other.oid = coalesce(r.ev_class, k.conrelid)
        WHERE other.relnamespace <> '%1$s'::regnamespace)
      """
          .formatted(EntityGraph.NAME);

  private final LoadContext context;
  private final OwnerSession session;

  GraphLoad(LoadContext context, OwnerSession session) {
    this.context = context;
    this.session = session;
  }

  /** Tells whether the server has AGE in this database, and the owner may make a graph. */
  boolean isPossible() {
    return session.transaction(
        DOING,
        connection ->
            holds(
                connection,
                """
                SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'INSERT')
                FROM pg_namespace AS n
                JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'ag_graph'
                WHERE n.nspname = 'ag_catalog'
                """));
  }

  /** Tells whether the graph of the current load exists. */
  boolean isDone() {
    return session.transaction(
        "cannot read the state of the load",
        connection -> context.ledger().phaseSeconds(connection).containsKey(PHASE));
  }

  /** Makes the graph and replaces an existing one. */
  void load() {
    context.timed(session, PHASE, this::make);
  }

  private void make() {
    int labels = EntityGraph.VERTICES.size() + EntityGraph.EDGES.size();
    try (Progress.Task task = context.progress().start("load the graph", labels, "labels")) {
      session.transaction(
          DOING,
          connection -> {
            try (Statement statement = connection.createStatement()) {
              create(connection, statement);
              for (Vertices vertices : EntityGraph.VERTICES) {
                load(connection, statement, vertices);
                task.advance(1);
              }
              for (Edges edges : EntityGraph.EDGES) {
                load(statement, edges);
                task.advance(1);
              }
              open(statement);
            }
            return null;
          });
    }
    EntityGraph.VERTICES.forEach(vertices -> vacuum(vertices.label()));
    EntityGraph.EDGES.forEach(edges -> vacuum(edges.label()));
  }

  private void create(Connection connection, Statement statement) throws SQLException {
    // AGE 1.8 indexes a label by an operator class without naming its schema.
    execute(
        statement,
        """
        SELECT set_config(
          'search_path',
          concat_ws(', ', nullif(current_setting('search_path'), ''), 'ag_catalog'),
          true)
        """);
    if (holds(
        connection,
        "SELECT EXISTS (SELECT FROM ag_catalog.ag_graph WHERE name = '%s')"
            .formatted(EntityGraph.NAME))) {
      requireOurs(connection);
      execute(statement, "SELECT ag_catalog.drop_graph('%s', true)".formatted(EntityGraph.NAME));
    }
    execute(statement, "SELECT ag_catalog.create_graph('%s')".formatted(EntityGraph.NAME));
    execute(statement, "COMMENT ON SCHEMA %s IS '%s'".formatted(EntityGraph.NAME, MARK));
  }

  /**
   * Refuses to drop a foreign graph. A graph is ours if it has our mark or belongs to a role of
   * ours. Nothing is dropped if a view or a foreign key of others refers to its tables.
   */
  private static void requireOurs(Connection connection) throws SQLException {
    String graph = "graph " + EntityGraph.NAME;
    if (!holds(connection, IS_OURS)) {
      throw new Failure(
          graph
              + " was not made by pgassay and is left alone; rename it, or drop it with SELECT"
              + " ag_catalog.drop_graph('%s', true)".formatted(EntityGraph.NAME));
    }
    if (holds(connection, HAS_DEPENDENTS)) {
      throw new Failure(
          graph + " is referred to by a view or a foreign key outside of it; remove that first");
    }
  }

  /** Keeps the keys with the identifiers until the end of the transaction, for the edges. */
  private void load(Connection connection, Statement statement, Vertices vertices)
      throws SQLException {
    String label = vertices.label();
    execute(
        statement,
        "SELECT ag_catalog.create_vlabel('%s', '%s')".formatted(EntityGraph.NAME, label));
    execute(
        statement,
        """
        CREATE TEMPORARY TABLE %1$s ON COMMIT DROP AS
        SELECT r.id AS key, ag_catalog._graphid(l.id, row_number() OVER (ORDER BY r.id)) AS id
        FROM %2$s AS r, (SELECT ag_catalog._label_id('%3$s', '%4$s')::integer AS id) AS l;
        ANALYZE %1$s;
        INSERT INTO %5$s (id, properties)
        SELECT v.id, %6$s
        FROM %2$s AS r JOIN %1$s AS v ON v.key = r.id
        ORDER BY v.id
        """
            .formatted(
                keys(label),
                context.name(vertices.table()).quoted(),
                EntityGraph.NAME,
                label,
                name(label),
                properties(vertices.columns())));
    count(statement, label);
    if (!hasPrimaryKey(connection, label)) {
      execute(statement, "CREATE UNIQUE INDEX ON %s (id)".formatted(name(label)));
    }
    execute(
        statement,
        "CREATE UNIQUE INDEX %s ON %s (ag_catalog.agtype_access_operator(properties, '\"id\"'))"
            .formatted(EntityGraph.quotedKeyIndex(label), name(label)));
  }

  private static boolean hasPrimaryKey(Connection connection, String label) throws SQLException {
    return holds(
        connection,
        "SELECT EXISTS (SELECT FROM pg_index WHERE indrelid = '%s'::regclass AND indisprimary)"
            .formatted(name(label)));
  }

  private void load(Statement statement, Edges edges) {
    String label = edges.label();
    execute(
        statement,
        "SELECT ag_catalog.create_elabel('%s', '%s')".formatted(EntityGraph.NAME, label));
    execute(
        statement,
        """
        INSERT INTO %1$s (id, start_id, end_id, properties)
        SELECT
          ag_catalog._graphid(l.id, row_number() OVER (ORDER BY r.id)), f.id, t.id, %2$s
        FROM %3$s AS r
        JOIN %4$s AS f ON f.key = r.%5$s
        JOIN %6$s AS t ON t.key = r.%7$s,
        (SELECT ag_catalog._label_id('%8$s', '%9$s')::integer AS id) AS l
        """
            .formatted(
                name(label),
                properties(edges.columns()),
                context.name(edges.table()).quoted(),
                keys(edges.from().label()),
                edges.from().column(),
                keys(edges.to().label()),
                edges.to().column(),
                EntityGraph.NAME,
                label));
    count(statement, label);
    execute(
        statement,
        """
        CREATE UNIQUE INDEX ON %1$s (id);
        CREATE INDEX ON %1$s (start_id, end_id);
        CREATE INDEX ON %1$s (end_id, start_id)
        """
            .formatted(name(label)));
  }

  /** Sets the sequence, so that Cypher continues the numbers. */
  private void count(Statement statement, String label) {
    execute(
        statement,
        "SELECT setval('%s.\"%s_id_seq\"', greatest(count(*), 1)) FROM %s"
            .formatted(EntityGraph.NAME, label, name(label)));
  }

  /** Lets the other roles read the graph, and the writing role write it. */
  private void open(Statement statement) {
    String reader = user(Role.READ_ONLY);
    String writer = user(Role.READ_WRITE);
    execute(
        statement,
        """
        GRANT USAGE ON SCHEMA %1$s TO %2$s, %3$s;
        GRANT SELECT ON ALL TABLES IN SCHEMA %1$s TO %2$s, %3$s;
        GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$s TO %3$s;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA %1$s TO %3$s
        """
            .formatted(EntityGraph.NAME, reader, writer));
  }

  private String user(Role role) {
    ConnectionTarget target = context.workspace().target(role);
    return Identifier.quote(target.assumedRole().orElse(target.user()));
  }

  private void vacuum(String label) {
    session.executeAlone("cannot vacuum the graph", "VACUUM (ANALYZE) " + name(label));
  }

  private static void execute(Statement statement, String sql) {
    LongStatement.execute(statement, sql, DOING, () -> {});
  }

  private static boolean holds(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static String name(String label) {
    return new QualifiedName(EntityGraph.NAME, label).quoted();
  }

  private static String keys(String label) {
    return Identifier.quote("pgassay_keys_of_" + label);
  }

  /** AGE has numbers and strings, but no UUID. */
  private static String properties(List<String> columns) {
    List<String> pairs =
        columns.stream()
            .map(
                column ->
                    "'%1$s', r.%1$s%2$s".formatted(column, column.equals("id") ? "::text" : ""))
            .toList();
    return "ag_catalog.agtype_build_map(" + String.join(", ", pairs) + ")";
  }
}
