package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.BuildTask.BuiltIndex;
import dev.pgassay.benchmarks.loop.WalMeter;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.postgres.index.BuildMessages;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.ExplainedPlan;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Measure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One CREATE INDEX with its commit. The previous index is dropped, and the new one inspected and
 * queried, outside of the timed part. Not thread-safe.
 */
final class BuildOperation implements ClientOperation {
  /** The class of the SQL standard's extension in which PostgreSQL reports a damaged index. */
  private static final String INDEX_CORRUPTED = "XX002";

  private static final String SIZE_OF_VALID =
      """
      SELECT pg_relation_size(indexrelid)
      FROM pg_index
      WHERE indexrelid = to_regclass(?) AND indisvalid AND indisready
      """;

  /** The number of queries that determine the recall of each build. */
  private static final int SAMPLE = 100;

  private final MeasuredSession session;
  private final BuiltIndex index;
  private final QueryTask queries;
  private final WalMeter wal;
  private final Statement statement;
  private final WorkerWatch watch;
  private final DiskWatch disk;
  private final BuildFigures figures = new BuildFigures();
  private long lastNanos;

  BuildOperation(
      MeasuredSession session, ConnectionTarget target, BuiltIndex index, QueryTask queries) {
    this.session = session;
    this.index = index;
    this.queries = queries;
    this.wal = new WalMeter(session.connection());
    this.watch = new WorkerWatch(target, session.backendPid());
    this.disk = new DiskWatch(target);
    try {
      this.statement = session.connection().createStatement();
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare to build " + index.name(), e);
    }
  }

  @Override
  public void before(int query) throws SQLException {
    statement.execute("DROP INDEX IF EXISTS " + index.name());
    // pgvector reports the number of launched workers at this level only.
    statement.execute("SET client_min_messages = debug1");
    disk.begin();
    wal.begin();
    statement.clearWarnings();
    if (!index.isGraph()) {
      watch.begin();
    }
  }

  @Override
  public int execute(int query, long[] answer) throws SQLException {
    long begin = System.nanoTime();
    int rows = statement.executeUpdate(index.sql());
    lastNanos = System.nanoTime() - begin;
    return rows;
  }

  @Override
  public void after(int query) throws SQLException {
    watch.end();
    long peakBytes = disk.end();
    BuildMessages messages = BuildMessages.of(statement);
    long walBytes = wal.bytes();
    statement.execute("RESET client_min_messages");
    statement.clearWarnings();
    figures.add(
        new BuildFigures.Build(
            (double) lastNanos / TimeUnit.SECONDS.toNanos(1),
            walBytes,
            sizeBytes(),
            peakBytes,
            index.isGraph() ? messages.launched().orElse(0) : watch.mostWorkers(),
            inMemoryRatio(messages),
            recall()));
  }

  @Override
  public void failed(int query) throws SQLException {
    watch.end();
    disk.abandon();
    statement.execute("RESET client_min_messages");
  }

  private long sizeBytes() throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(SIZE_OF_VALID)) {
      query.setString(1, index.name());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException(index.name() + " is not valid after its build", INDEX_CORRUPTED);
        }
        return row.getLong(1);
      }
    }
  }

  /** Only a graph leaves the memory for good; GIN writes its entries out and continues. */
  private OptionalDouble inMemoryRatio(BuildMessages messages) {
    if (!index.isGraph()) {
      return OptionalDouble.empty();
    }
    long inMemory = messages.rowsInMemory().orElse(index.rows());
    return OptionalDouble.of((double) inMemory / index.rows());
  }

  private OptionalDouble recall() throws SQLException {
    if (!(queries.gate().expected() instanceof Expected.Neighbours truth)) {
      return OptionalDouble.empty();
    }
    Answers answers = new Answers(queries.queries(), queries.mostRows());
    long[] answer = new long[2 * queries.mostRows()];
    try (ClientOperation search = queries.open(session, 0, 1)) {
      for (int query = 0; query < Math.min(SAMPLE, queries.queries()); query++) {
        answers.record(query, answer, search.execute(query, answer));
      }
    }
    return OptionalDouble.of(truth.recall(answers));
  }

  /** Returns the faults of the answers by the current index, and of their plan. */
  List<String> violations() throws SQLException {
    try (ClientOperation search = queries.open(session, 0, 1)) {
      List<String> found = new ArrayList<>(queries.violations(search, session));
      Explained explained = search.explained().orElseThrow();
      ExplainedPlan plan = session.explain(explained.sql(), explained.literals());
      found.addAll(
          queries.violations(
              new SessionPlan(
                  plan.plan().text(),
                  plan.plan().fingerprint(),
                  plan.queryId(),
                  plan.genericPlans(),
                  plan.customPlans())));
      return found;
    }
  }

  /** Forgets the builds of the gate, which do not count. */
  void forget() {
    figures.forget();
  }

  @Override
  public Optional<Explained> explained() {
    return Optional.empty();
  }

  @Override
  public List<Measure> measures() {
    return figures.measures();
  }

  @Override
  public void close() throws SQLException {
    watch.close();
    disk.close();
    statement.close();
  }
}
