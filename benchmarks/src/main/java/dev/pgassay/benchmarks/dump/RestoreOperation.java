package dev.pgassay.benchmarks.dump;

import dev.pgassay.benchmarks.dump.DumpRestoreInputs.Contents;
import dev.pgassay.benchmarks.loop.WalMeter;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.server.process.ServerProgram;
import dev.pgassay.stats.Measure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pg_restore of the schema with its indexes into a database that lacks it. The previous schema
 * is dropped outside of the timed part. Not thread-safe.
 */
final class RestoreOperation implements ClientOperation {
  private final Connection connection;
  private final ServerProgram program;
  private final DumpRestoreInputs inputs;
  private final WalMeter wal;
  private final Transfers transfers;
  private long lastNanos;

  RestoreOperation(MeasuredSession session, ServerProgram program, DumpRestoreInputs inputs) {
    this.connection = session.connection();
    this.program = program;
    this.inputs = inputs;
    this.transfers = new Transfers(inputs.dump());
    this.wal = new WalMeter(connection);
  }

  @Override
  public void before(int query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP SCHEMA IF EXISTS " + Identifier.quote(inputs.dump().schema()) + " CASCADE");
    }
    wal.begin();
  }

  @Override
  public int execute(int query, long[] answer) throws SQLException {
    long begin = System.nanoTime();
    program.call(
        "pg_restore", inputs.dump().restoreArguments(program.target().database(), inputs.jobs()));
    lastNanos = System.nanoTime() - begin;
    return 0;
  }

  @Override
  public void after(int query) throws SQLException {
    transfers.add(lastNanos);
    transfers.addLog(wal.bytes());
  }

  void forget() {
    transfers.forget();
  }

  /** Returns the differences of the restored schema. */
  List<String> violations() throws SQLException {
    List<String> found = new ArrayList<>();
    Contents wanted = inputs.contents();
    for (Map.Entry<String, Long> table : wanted.rows().entrySet()) {
      String name = new QualifiedName(inputs.dump().schema(), table.getKey()).quoted();
      long rows = number("SELECT count(*) FROM " + name);
      if (rows != table.getValue()) {
        found.add(
            "%s has %d rows after the restore instead of %d"
                .formatted(table.getKey(), rows, table.getValue()));
      }
    }
    long indexes = number(ValidIndexes.countSql(inputs.dump().schema()));
    if (indexes != wanted.indexes()) {
      found.add(
          "there are %d valid indexes after the restore instead of %d"
              .formatted(indexes, wanted.indexes()));
    }
    return found;
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public Optional<Explained> explained() {
    return Optional.empty();
  }

  @Override
  public List<Measure> measures() {
    return transfers.measures();
  }

  @Override
  public void close() {
    // The session ends with its client, and the schema with the copy of the database.
  }
}
