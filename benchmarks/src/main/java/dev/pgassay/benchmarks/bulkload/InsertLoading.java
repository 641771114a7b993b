package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Loads by INSERT of one row or several, prepared once. Not thread-safe. */
final class InsertLoading implements RowLoading {
  private static final int PIPELINED = 1000;

  private final LoadMethod method;
  private final QueryParameters rows;
  private final PreparedStatement insert;

  private InsertLoading(LoadMethod method, QueryParameters rows, PreparedStatement insert) {
    this.method = method;
    this.rows = rows;
    this.insert = insert;
  }

  static InsertLoading prepare(
      Connection connection,
      LoadMethod method,
      QualifiedName table,
      List<String> columns,
      QueryParameters rows) {
    try {
      return new InsertLoading(
          method,
          rows,
          QueryParameters.prepare(connection, sql(table, columns, method.rowsInStatement())));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare to insert", e);
    }
  }

  static String sql(QualifiedName table, List<String> columns, int rowsInStatement) {
    String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    return "INSERT INTO %s (%s) VALUES %s"
        .formatted(
            table.quoted(),
            columns.stream().map(Identifier::quote).collect(Collectors.joining(", ")),
            String.join(", ", Collections.nCopies(rowsInStatement, row)));
  }

  @Override
  public long load() throws SQLException {
    return method == LoadMethod.INSERT_PIPELINED ? pipelined() : oneByOne();
  }

  private long oneByOne() throws SQLException {
    long loaded = 0;
    for (int row = 0; row < rows.queries(); row += method.rowsInStatement()) {
      for (int i = 0; i < method.rowsInStatement(); i++) {
        bind(row + i, i);
      }
      loaded += insert.executeUpdate();
    }
    return loaded;
  }

  private long pipelined() throws SQLException {
    long loaded = 0;
    for (int row = 0; row < rows.queries(); row++) {
      bind(row, 0);
      insert.addBatch();
      if ((row + 1) % PIPELINED == 0) {
        loaded += Arrays.stream(insert.executeBatch()).sum();
      }
    }
    return loaded;
  }

  /** Binds a row to the parameters of a place in the statement. */
  private void bind(int row, int place) throws SQLException {
    List<ParameterColumn> columns = rows.columns();
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).bind(insert, place * columns.size() + column + 1, row);
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
