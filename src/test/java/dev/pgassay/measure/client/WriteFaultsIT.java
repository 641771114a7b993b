package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.server.source.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Effects of another transaction on a measured write: the failure is counted by its SQLSTATE and in
 * no latency, and the client continues in the same session.
 */
class WriteFaultsIT {
  private static final String KEY = "write_faults";
  private static final String ROWS = "pgassay.write_faults";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path reports;

  private Session rival;
  private Session observer;
  private MeasuredClients clients;
  private MeasuredClient client;
  private Interference interference = () -> {};

  /** An event between the two updates of a measured transaction. */
  private interface Interference {
    void happen();
  }

  @BeforeEach
  void joinAndBeginToRecord() {
    Workspace workspace = TestServer.workspace(KEY);
    try (Session owner = Session.open(workspace.target(Role.OWNER))) {
      owner.execute(
          "make rows",
          "DROP TABLE IF EXISTS %1$s; CREATE TABLE %1$s AS SELECT id, 0 AS writes FROM"
                  .formatted(ROWS)
              + " generate_series(1, 2) AS id; GRANT SELECT, UPDATE ON "
              + ROWS
              + " TO PUBLIC");
    }
    // The other session never checks for a deadlock, so the measured session finds it.
    rival = Session.open(TestServer.superuser("pgassay_" + KEY));
    rival.execute("wait", "SET deadlock_timeout = '10min'");
    observer = Session.open(TestServer.superuser("pgassay_" + KEY));
    ForkContext context =
        new ForkContext(
            workspace.target(Role.READ_WRITE),
            Map.of("statement_timeout", "50s", "default_transaction_isolation", "repeatable read"),
            Map.of(),
            reports,
            1);
    clients = MeasuredClients.open(context, 1, new TwoUpdates());
    client = clients.join(0);
    clients.beginMeasurement();
    client.beginRecording();
  }

  @AfterEach
  void leave() {
    clients.close();
    observer.close();
    rival.close();
  }

  @Test
  void aSerializationFailureIsCountedAndRolledBack() throws SQLException {
    interference = () -> rival.execute("write", update(2));

    assertThat(client.executeNext()).isEqualTo(-1);
    interference = () -> {};
    assertThat(client.executeNext()).isEqualTo(2);

    assertCounted("40001");
    assertThat(writes()).as("the rival's, and both of the second transaction").isEqualTo(3);
  }

  @Test
  void aDeadlockIsCountedAndRolledBack() throws Exception {
    CompletableFuture<?>[] waiting = new CompletableFuture<?>[1];
    rival.execute("begin", "BEGIN");
    rival.execute("write", update(2));
    interference =
        () -> {
          waiting[0] = CompletableFuture.runAsync(() -> rival.execute("write", update(1)));
          awaitRivalWaiting();
        };

    assertThat(client.executeNext()).isEqualTo(-1);
    waiting[0].get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    rival.execute("commit", "COMMIT");
    interference = () -> {};
    assertThat(client.executeNext()).isEqualTo(2);

    assertCounted("40P01");
    assertThat(writes()).as("both of the rival, and both of the second transaction").isEqualTo(4);
  }

  private void assertCounted(String sqlState) {
    client.endRecording();
    clients.endMeasurement();
    clients.report();
    ForkReport report = ForkReport.readAll(reports).get(0);
    assertThat(report.errors()).isEqualTo(Map.of(sqlState, 1L));
    assertThat(report.operations()).isEqualTo(1);
    assertThat(report.violations()).isEmpty();
  }

  private long writes() {
    return Long.parseLong(observer.text("count", "SELECT sum(writes) FROM " + ROWS).orElseThrow());
  }

  private void awaitRivalWaiting() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!observer.holds(
        "look",
        "SELECT EXISTS (SELECT FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
            + " WHERE NOT l.granted AND a.query = ?)",
        update(1))) {
      assertThat(System.nanoTime()).as("the rival waits").isLessThan(end);
    }
  }

  private static String update(int id) {
    return "UPDATE " + ROWS + " SET writes = writes + 1 WHERE id = " + id;
  }

  /** Updates the first row, lets the interference happen, updates the second. */
  private final class TwoUpdates implements ClientTask {
    @Override
    public int queries() {
      return 1;
    }

    @Override
    public int mostRows() {
      return 0;
    }

    @Override
    public ClientOperation open(MeasuredSession session, int number, int clients) {
      return new Transaction(session.connection());
    }

    @Override
    public List<String> violations(ClientOperation operation, MeasuredSession session) {
      return AnswerGate.settings(session);
    }

    @Override
    public List<String> violations(RowSpan rows) {
      return List.of();
    }

    @Override
    public List<String> violations(SessionPlan plan) {
      return List.of();
    }
  }

  private final class Transaction implements ClientOperation {
    private final Connection connection;

    Transaction(Connection connection) {
      this.connection = connection;
    }

    @Override
    public int execute(int query, long[] answer) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        int rows = statement.executeUpdate(update(1));
        interference.happen();
        rows += statement.executeUpdate(update(2));
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
      }
    }

    @Override
    public void failed(int query) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    @Override
    public Optional<Explained> explained() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
