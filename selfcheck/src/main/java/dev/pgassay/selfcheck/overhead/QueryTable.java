package dev.pgassay.selfcheck.overhead;

import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.vector.VectorSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The query vectors in a table of their own, so that the server can look them up by number. */
final class QueryTable {
  private final Workspace workspace;
  private final String table;
  private final int size;

  private QueryTable(Workspace workspace, int size) {
    this.workspace = workspace;
    this.table = workspace.metaSchema() + ".comparison_query";
    this.size = size;
  }

  static QueryTable fill(Workspace workspace, VectorSource queries) {
    QueryTable table = new QueryTable(workspace, (int) queries.size());
    table.drop();
    float[][] vectors = new float[table.size][queries.dimensions()];
    for (int query = 0; query < table.size; query++) {
      queries.read(query, 1, vectors[query]);
    }
    try (Connection connection = Connections.open(workspace.target(Role.OWNER))) {
      table.create(connection, QueryParameters.vectors(vectors));
      return table;
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot fill " + table.table, e);
    }
  }

  /** Returns the search of both programs. */
  String searchByNumber(String number) {
    return """
        SELECT id FROM %s.events \
        ORDER BY embedding <=> (SELECT embedding FROM %s WHERE id = %s) LIMIT 10"""
        .formatted(workspace.schema(), table, number);
  }

  void drop() {
    execute("DROP TABLE IF EXISTS " + table);
    execute("REVOKE USAGE ON SCHEMA " + workspace.metaSchema() + " FROM " + reader());
  }

  private void create(Connection connection, QueryParameters vectors) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE " + table + " (id integer PRIMARY KEY, embedding vector NOT NULL)");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO " + table + " (embedding, id) VALUES (?::text::vector, ?)")) {
        for (int query = 0; query < size; query++) {
          String literal = vectors.literals(query).get(0);
          insert.setString(1, literal.substring(1, literal.length() - 1));
          insert.setInt(2, query);
          insert.execute();
        }
      }
      statement.execute("GRANT USAGE ON SCHEMA " + workspace.metaSchema() + " TO " + reader());
      statement.execute("GRANT SELECT ON " + table + " TO " + reader());
      statement.execute("VACUUM ANALYZE " + table);
    }
  }

  private static String reader() {
    return Role.READ_ONLY.roleName();
  }

  private void execute(String sql) {
    try (Connection connection = Connections.open(workspace.target(Role.OWNER));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot execute " + sql, e);
    }
  }
}
