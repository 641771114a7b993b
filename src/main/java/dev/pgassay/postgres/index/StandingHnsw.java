package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.vector.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An HNSW index as the catalogue has it.
 *
 * @param index its name with its schema
 * @param operatorClass name of its operator class
 * @param m from its storage parameters, or what pgvector takes without
 * @param efConstruction from its storage parameters, or what pgvector takes without
 * @param valid whether its build was finished
 */
record StandingHnsw(
    QualifiedName index, String operatorClass, int m, int efConstruction, boolean valid) {
  private static final String FIND =
      """
      SELECT n.nspname, c.relname, o.opcname, i.indisvalid AND i.indisready,
        (SELECT option_value FROM pg_options_to_table(c.reloptions)
          WHERE option_name = 'm'),
        (SELECT option_value FROM pg_options_to_table(c.reloptions)
          WHERE option_name = 'ef_construction')
      FROM pg_index AS i
      JOIN pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_am AS am ON am.oid = c.relam AND am.amname = 'hnsw'
      JOIN pg_opclass AS o ON o.oid = i.indclass[0]
      JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = to_regclass(?) AND a.attname = ?
      ORDER BY c.relname
      """;

  static List<StandingHnsw> on(Connection connection, VectorColumn column) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, column.table().quoted());
      statement.setString(2, column.column());
      List<StandingHnsw> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new StandingHnsw(
                  new QualifiedName(row.getString(1), row.getString(2)),
                  row.getString(3),
                  parameter(row.getString(5), HnswIndex.DEFAULT.m()),
                  parameter(row.getString(6), HnswIndex.DEFAULT.efConstruction()),
                  row.getBoolean(4)));
        }
      }
      return found;
    }
  }

  Optional<HnswIndex> parameters() {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.operatorClass().equals(operatorClass))
        .findFirst()
        .map(metric -> new HnswIndex(m, efConstruction, metric));
  }

  private static int parameter(String option, int otherwise) {
    return option == null ? otherwise : Integer.parseInt(option);
  }
}
