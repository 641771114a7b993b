package dev.pgassay.postgres.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.ExplainedPlan;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.server.source.TestServer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TelemetryIT {
  private static final int TABLE_ROWS = 1_000;
  private static final String READ = "SELECT id FROM pgassay.counted WHERE id <= ?";

  private static final Executing NOBODY = Executing.backends(List.of());

  private static Workspace workspace;
  private static ConnectionTarget owner;

  @BeforeAll
  static void makeTable() {
    workspace = TestServer.workspace("telemetry");
    owner = workspace.target(Role.OWNER);
    try (Session session = Session.open(owner)) {
      session.execute(
          "cannot make the table",
          "CREATE TABLE pgassay.counted AS SELECT id FROM generate_series(1, 1000) AS id");
    }
  }

  @Test
  void countsExactlyWhatIsDoneBetweenBeginAndEnd() throws SQLException {
    try (ConnectionPool pool = ConnectionPool.open(owner, 1);
        MeasuredSession session = MeasuredSession.open(pool, Map.of());
        PreparedStatement read = session.connection().prepareStatement(READ)) {
      executeRead(read, 3);
      ExplainedPlan plan = session.explain(READ, List.of("10"));
      try (Telemetry telemetry =
          Telemetry.open(
              owner, plan.queryId(), Executing.backends(List.of(session.backendPid())))) {
        session.flushStatistics();
        telemetry.begin();
        executeRead(read, 7);
        session.flushStatistics();
        telemetry.end();
        executeRead(read, 5);
        session.flushStatistics();
        telemetry.begin();
        executeRead(read, 2);
        session.flushStatistics();
        telemetry.end();

        Growth growth = telemetry.growth();
        assertThat(growth.source()).isEqualTo("pg_stat_statements");
        assertThat(growth.notices()).isEmpty();
        assertThat(growth.counters())
            .containsEntry(Counter.CALLS, 9.0)
            .containsEntry(Counter.ROWS, 90.0)
            .containsEntry(Counter.WAL_BYTES, 0.0)
            .containsEntry(Counter.TUPLES_RETURNED, 9.0 * TABLE_ROWS);
        assertThat(growth.counters().get(Counter.SHARED_BLOCKS_HIT)).isGreaterThanOrEqualTo(9);
        assertThat(growth.counters().get(Counter.EXECUTION_NANOS)).isGreaterThan(0);
      }
    }
  }

  @Test
  @Timeout(120)
  void tellsWhenACheckpointWasWritten() throws Exception {
    TestServer.executeAsSuperuser(
        "telemetry", "CREATE TABLE pgassay.dirtied AS SELECT FROM generate_series(1, 300000)");
    try (Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      telemetry.begin();
      long beginMillis = System.currentTimeMillis();
      CompletableFuture<Void> checkpoint = CompletableFuture.runAsync(TelemetryIT::spread);
      while (telemetry.growth().disturbances().isEmpty() && !checkpoint.isDone()) {
        Thread.sleep(50);
      }
      // This hurries the checkpoint that is being written.
      TestServer.executeAsSuperuser("telemetry", "CHECKPOINT");
      checkpoint.join();
      telemetry.end();

      assertThat(telemetry.growth().disturbances())
          .extracting(Disturbance::name)
          .contains("checkpoint");
      assertThat(telemetry.growth().disturbances().get(0).beginMillis())
          .isBetween(beginMillis, System.currentTimeMillis());
      assertThat(telemetry.growth().waits()).doesNotContainKey("checkpointer");
    }
  }

  /** A backup begins with a checkpoint that takes its time. */
  private static void spread() {
    TestServer.executeAsSuperuser(
        "telemetry",
        """
        DO $$ BEGIN
          EXECUTE CASE WHEN current_setting('server_version_num')::int >= 150000
              THEN 'SELECT pg_backup_start(''spread'', false)'
              ELSE 'SELECT pg_start_backup(''spread'', false, false)' END;
        END $$
        """);
  }

  /**
   * A page costs the worker one at least and it may spend one before it sleeps: it takes seconds.
   */
  @Test
  @Timeout(120)
  void tellsWhenAutovacuumWorked() throws Exception {
    TestServer.executeAsSuperuser(
        "telemetry",
        """
        CREATE TABLE pgassay.emptied WITH (
          autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
          autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_cost_delay = 20)
        AS SELECT repeat('x', 100) FROM generate_series(1, 2000)
        """);
    TestServer.executeAsSuperuser("telemetry", "DELETE FROM pgassay.emptied");
    try (Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      telemetry.begin();
      long beginMillis = System.currentTimeMillis();
      TestServer.executeAsSuperuser("telemetry", "ALTER SYSTEM SET autovacuum_naptime = 1");
      TestServer.executeAsSuperuser("telemetry", "ALTER SYSTEM SET autovacuum = on");
      TestServer.executeAsSuperuser("telemetry", "SELECT pg_reload_conf()");
      while (autovacuums() == 0) {
        Thread.sleep(50);
      }
      telemetry.end();

      Growth growth = telemetry.growth();
      assertThat(growth.events().get("autovacuum")).isPositive();
      assertThat(growth.events().get("autovacuum worker seen")).isPositive();
      assertThat(growth.disturbances()).extracting(Disturbance::name).contains("autovacuum");
      assertThat(growth.disturbances())
          .extracting(Disturbance::beginMillis)
          .allSatisfy(it -> assertThat(it).isBetween(beginMillis, System.currentTimeMillis()));
    } finally {
      TestServer.executeAsSuperuser("telemetry", "ALTER SYSTEM RESET ALL");
      TestServer.executeAsSuperuser("telemetry", "SELECT pg_reload_conf()");
    }
  }

  private static long autovacuums() {
    try (Session session = Session.open(owner)) {
      return session
          .rows(
              "cannot count",
              row -> row.getLong(1),
              "SELECT autovacuum_count FROM pg_stat_user_tables WHERE relname = 'emptied'")
          .get(0);
    }
  }

  @Test
  void takesTheCountsOfTheDatabaseWhereTheStatementHasNone() {
    try (Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      telemetry.begin();
      telemetry.end();

      Growth growth = telemetry.growth();
      assertThat(growth.source()).isEqualTo("pg_stat_database");
      assertThat(growth.counters())
          .containsKeys(Counter.SHARED_BLOCKS_HIT, Counter.TUPLES_RETURNED)
          .doesNotContainKey(Counter.CALLS);
      assertThat(growth.notices())
          .anyMatch(it -> it.contains("the server has no query identifier"));
    }
  }

  @Test
  void countsTheWriteAheadLogOfTheServerWhereTheStatementHasNone() throws SQLException {
    try (ConnectionPool pool = ConnectionPool.open(owner, 1);
        MeasuredSession session = MeasuredSession.open(pool, Map.of());
        Statement build = session.connection().createStatement();
        Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      session.flushStatistics();
      telemetry.begin();
      build.execute("CREATE TABLE pgassay.logged AS SELECT * FROM generate_series(1, 10000)");
      session.flushStatistics();
      telemetry.end();
      build.execute("DROP TABLE pgassay.logged");

      Growth growth = telemetry.growth();
      // A row takes 28 bytes in its table, its record more; a page of rows is in one record or
      // more.
      assertThat(growth.counters().get(Counter.SERVER_WAL_BYTES)).isGreaterThan(28 * 10_000);
      assertThat(growth.counters().get(Counter.SERVER_WAL_RECORDS)).isGreaterThan(10_000 / 300);
      assertThat(growth.counters()).doesNotContainKey(Counter.WAL_BYTES);
    }
  }

  @Test
  @Timeout(60)
  void seesACheckpointAndWhatASessionWaitsFor() throws Exception {
    try (ConnectionPool pool = ConnectionPool.open(owner, 1);
        MeasuredSession session = MeasuredSession.open(pool, Map.of());
        PreparedStatement sleep = session.connection().prepareStatement("SELECT pg_sleep(0.5)");
        Telemetry telemetry =
            Telemetry.open(
                owner, Optional.empty(), Executing.backends(List.of(session.backendPid())))) {
      telemetry.begin();
      sleep.execute();
      long before = checkpoints();
      TestServer.executeAsSuperuser("telemetry", "CHECKPOINT");
      // Whoever asked for it is answered before it is counted.
      while (checkpoints() == before) {
        Thread.sleep(10);
      }
      telemetry.end();

      Growth growth = telemetry.growth();
      assertThat(growth.waits().get("Timeout/PgSleep")).isGreaterThanOrEqualTo(2);
      assertThat(growth.events().get("checkpoint")).isPositive();
    }
  }

  @Test
  void looksAtTheSessionThatTookAnothersPlace() throws SQLException {
    try (ConnectionPool pool = ConnectionPool.open(owner, 1);
        MeasuredSession session = MeasuredSession.open(pool, Map.of());
        PreparedStatement sleep = session.connection().prepareStatement("SELECT pg_sleep(0.5)");
        Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      telemetry.begin();
      telemetry.add(session.backendPid());
      sleep.execute();
      telemetry.end();

      assertThat(telemetry.growth().waits().get("Timeout/PgSleep")).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void looksAtSessionsByTheirNameWhileTheyExecute() throws Exception {
    Map<String, String> named = Map.of("application_name", "pgassay test");
    try (ConnectionPool pool = ConnectionPool.open(owner, 2);
        MeasuredSession idle = MeasuredSession.open(pool, named);
        MeasuredSession session = MeasuredSession.open(pool, named);
        PreparedStatement sleep = session.connection().prepareStatement("SELECT pg_sleep(0.5)");
        Telemetry telemetry =
            Telemetry.open(owner, Optional.empty(), Executing.named("pgassay test"))) {
      telemetry.begin();
      sleep.execute();
      Thread.sleep(300);
      telemetry.end();

      assertThat(telemetry.growth().waits()).containsOnlyKeys("Timeout/PgSleep");
      assertThat(idle.isLost()).isFalse();
    }
  }

  @Test
  void tellsNoCountsWhereAStretchCouldNotBeRead() throws SQLException {
    try (Telemetry telemetry = Telemetry.open(owner, Optional.empty(), NOBODY)) {
      telemetry.begin();
      telemetry.end();
      assertThat(telemetry.growth().counters()).isNotEmpty();
      telemetry.begin();
      TestServer.executeAsSuperuser(
          "telemetry",
          """
          SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
          WHERE usename = 'pgassay_owner' AND datname = current_database()
          """);
      telemetry.end();

      assertThat(telemetry.growth().counters()).isEmpty();
      assertThat(telemetry.growth().notices()).anyMatch(it -> it.contains("cannot"));
    }
  }

  @Test
  void tellsWhatTheServersProcessesTookOfThisMachine() throws Exception {
    String busy = "SELECT sum(sqrt(i)) FROM generate_series(1, 3000000) AS i";
    try (ConnectionPool pool = ConnectionPool.open(owner, 1);
        MeasuredSession session = MeasuredSession.open(pool, Map.of());
        PreparedStatement work = session.connection().prepareStatement(busy);
        Telemetry telemetry =
            Telemetry.open(
                owner, Optional.empty(), Executing.backends(List.of(session.backendPid())))) {
      long beginNanos = System.nanoTime();
      telemetry.begin();
      work.execute();
      telemetry.end();
      double elapsedNanos = System.nanoTime() - beginNanos;

      Growth growth = telemetry.growth();
      // Three million rows take hundreds of milliseconds of one processor; ticks are ten.
      assertThat(growth.counters().get(Counter.CPU_NANOS))
          .isBetween(2e7, elapsedNanos * Runtime.getRuntime().availableProcessors() + 2e7);
      ServerMemory memory = growth.memory().orElseThrow();
      assertThat(memory.privateBytes()).isBetween(1L << 20, 1L << 31);
      assertThat(memory.sharedBytes()).isBetween(1L << 20, 1L << 33);
    }
  }

  private static long checkpoints() {
    try (Session session = Session.open(owner)) {
      return ServerCounters.of(session, Optional.empty(), new ArrayList<>())
          .after()
          .events()
          .get("checkpoint");
    }
  }

  private static void executeRead(PreparedStatement read, int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      read.setInt(1, 10);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          rows.getInt(1);
        }
      }
    }
  }
}
