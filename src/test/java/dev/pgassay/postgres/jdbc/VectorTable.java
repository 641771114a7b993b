package dev.pgassay.postgres.jdbc;

import dev.pgassay.postgres.index.VectorColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of random vectors for tests of copying and building. */
public final class VectorTable {
  private final Workspace workspace;
  private final QualifiedName name;

  public VectorTable(Workspace workspace, String name) {
    this.workspace = workspace;
    this.name = new QualifiedName(workspace.schema(), name);
  }

  public QualifiedName name() {
    return name;
  }

  public VectorColumn embedding() {
    return new VectorColumn(name, "embedding");
  }

  public Connection open() {
    return Connections.open(workspace.target(Role.OWNER));
  }

  Session session() {
    return Session.open(workspace.target(Role.OWNER));
  }

  public void create(int rows, int dimensions) {
    execute("DROP TABLE IF EXISTS " + name.quoted());
    execute(
        "CREATE TABLE %s (id integer PRIMARY KEY CHECK (id >= 0), embedding vector(%d))"
            .formatted(name.quoted(), dimensions));
    execute(
        """
        INSERT INTO %s
        SELECT i,
          -- Naming the outer row makes the server draw anew for each.
          (SELECT array_agg(random()) FROM generate_series(1, %d) WHERE i > 0)::vector
        FROM generate_series(1, %d) AS i
        """
            .formatted(name.quoted(), dimensions, rows));
    execute("ANALYZE " + name.quoted());
  }

  public void execute(String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare the test", e);
    }
  }
}
