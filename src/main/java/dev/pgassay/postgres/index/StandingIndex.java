package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index of a type as the catalogue has it.
 *
 * @param type the type that was looked for
 * @param index its name with its schema
 * @param operatorClass name of its operator class
 * @param options those that its definition names, by name
 * @param valid whether its build was finished
 */
record StandingIndex(
    IndexType type,
    QualifiedName index,
    String operatorClass,
    Map<String, String> options,
    boolean valid) {
  private static final String FIND =
      """
      SELECT n.nspname, c.relname, o.opcname, i.indisvalid AND i.indisready,
        ARRAY(SELECT option_name FROM pg_options_to_table(c.reloptions)),
        ARRAY(SELECT option_value FROM pg_options_to_table(c.reloptions))
      FROM pg_index AS i
      JOIN pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_am AS am ON am.oid = c.relam AND am.amname = ?
      JOIN pg_opclass AS o ON o.oid = i.indclass[0]
      JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = to_regclass(?) AND a.attname = ?
      ORDER BY c.relname
      """;

  static List<StandingIndex> on(Connection connection, IndexType type, VectorColumn column)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, type.accessMethod());
      statement.setString(2, column.table().quoted());
      statement.setString(3, column.column());
      List<StandingIndex> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new StandingIndex(
                  type,
                  new QualifiedName(row.getString(1), row.getString(2)),
                  row.getString(3),
                  options(row),
                  row.getBoolean(4)));
        }
      }
      return found;
    }
  }

  private static Map<String, String> options(ResultSet row) throws SQLException {
    String[] names = (String[]) row.getArray(5).getArray();
    String[] values = (String[]) row.getArray(6).getArray();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      options.put(names[i], values[i]);
    }
    return options;
  }

  Optional<VectorIndex> definition() {
    return type.metric(operatorClass).map(metric -> type.byDefault(metric).with(options));
  }
}
