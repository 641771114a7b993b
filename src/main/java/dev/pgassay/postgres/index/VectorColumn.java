package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * A column of type {@code vector} that can have an index. Immutable.
 *
 * @param table the table that holds it
 * @param column its name, as the catalogue has it
 */
public record VectorColumn(QualifiedName table, String column) {
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String UNDEFINED_COLUMN = "42703";

  public VectorColumn {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
  }

  /**
   * Returns the embedding of the events.
   *
   * @param workspace the workspace of the events
   * @return the column {@code embedding} of {@code events}
   */
  public static VectorColumn ofEvents(Workspace workspace) {
    return new VectorColumn(new QualifiedName(workspace.schema(), "events"), "embedding");
  }

  /**
   * Reads how many components the column declares.
   *
   * @param connection to the database
   * @return the number of dimensions
   * @throws SQLException if there is no such column, if it declares none, or as the driver threw it
   */
  public int dimensions(Connection connection) throws SQLException {
    String query =
        "SELECT atttypmod FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, table.quoted());
      statement.setString(2, column);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next() || row.getInt(1) < 1) {
          throw new SQLException(
              "no column with a number of dimensions: " + this, UNDEFINED_COLUMN);
        }
        return row.getInt(1);
      }
    }
  }

  /**
   * Finds the schema that pgvector is installed in, which contains its operator classes.
   *
   * @param connection to the database
   * @return name of the schema
   * @throws SQLException if the database has no pgvector, or as the driver threw it
   */
  public static String extensionSchema(Connection connection) throws SQLException {
    String query =
        """
        SELECT n.nspname
        FROM pg_extension AS e
        JOIN pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname = 'vector'
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new SQLException("this database has no extension vector", UNDEFINED_OBJECT);
      }
      return row.getString(1);
    }
  }

  @Override
  public String toString() {
    return table + "." + column;
  }
}
