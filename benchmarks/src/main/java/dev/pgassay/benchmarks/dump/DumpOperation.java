package dev.pgassay.benchmarks.dump;

import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.postgres.server.process.ServerProgram;
import dev.pgassay.stats.Measure;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One pg_dump of the schema. The previous dump is removed outside of the timed part. */
final class DumpOperation implements ClientOperation {
  private final ServerProgram program;
  private final DumpRestoreInputs inputs;
  private final Transfers transfers;
  private long lastNanos;

  DumpOperation(ServerProgram program, DumpRestoreInputs inputs) {
    this.program = program;
    this.inputs = inputs;
    this.transfers = new Transfers(inputs.dump());
  }

  @Override
  public void before(int query) {
    inputs.dump().delete();
  }

  @Override
  public int execute(int query, long[] answer) throws SQLException {
    long begin = System.nanoTime();
    program.call("pg_dump", inputs.dump().dumpArguments(inputs.jobs()));
    lastNanos = System.nanoTime() - begin;
    return 0;
  }

  @Override
  public void after(int query) {
    transfers.add(lastNanos);
  }

  void forget() {
    transfers.forget();
  }

  /** Returns the faults of the list of contents that pg_restore reads from the dump. */
  List<String> violations() throws SQLException {
    String listed = program.call("pg_restore", inputs.dump().listArguments());
    long tables = listed.lines().filter(line -> line.contains(" TABLE DATA ")).count();
    int wanted = inputs.contents().rows().size();
    return tables == wanted
        ? List.of()
        : List.of("the dump holds the rows of %d tables instead of %d".formatted(tables, wanted));
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
    inputs.dump().delete();
  }
}
