package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.measure.client.ClientOperation.Explained;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.Reconnection.Patience;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.server.source.TestServer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the server while a client is measured: counted by SQLSTATE and in no latency. */
class ClientFaultsIT {
  private static final String KEY = "loop_faults";
  private static final String HARMLESS = "SELECT 1";

  /** Long enough for one attempt, short enough for a test. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(2), Duration.ofMinutes(2));

  @TempDir private Path reports;

  private ConnectionTarget target;
  private MeasuredClients clients;
  private MeasuredClient client;

  @BeforeEach
  void joinAndBeginToRecord() {
    joinAndBeginToRecord(Optional.empty());
  }

  private void joinAndBeginToRecord(Optional<Explained> explained) {
    Given.explained = explained;
    Given.sql = explained.map(Explained::sql).orElse(HARMLESS);
    Given.after = HARMLESS;
    Given.cutsInGate = 0;
    target = TestServer.workspace(KEY).target(Role.READ_ONLY);
    Map<String, String> settings = Map.of("statement_timeout", "2s", "work_mem", "5MB");
    ForkContext context = new ForkContext(target, settings, Map.of(), reports, 1);
    clients = MeasuredClients.open(context, 1, new Given(), PATIENCE);
    client = clients.join(0);
    clients.beginMeasurement();
    client.beginRecording();
  }

  @AfterEach
  void leave() {
    clients.close();
  }

  @Test
  void aConnectionThatIsCutIsCountedAndTheClientComesInAgain() throws SQLException {
    int before = pid();
    assertThat(client.executeNext()).isEqualTo(1);
    cut(before);

    assertThat(client.executeNext()).isEqualTo(-1);
    assertThat(client.executeNext()).isEqualTo(1);

    assertThat(pid()).isNotEqualTo(before);
    assertThat(client.session().session().settings()).containsEntry("work_mem", "5MB");
    ForkReport report = report();
    assertThat(report.operations()).isEqualTo(2);
    // The server gives the reason, unless the client notices the closed socket before reading it.
    assertThat(report.errors()).hasSize(1).containsValue(1L);
    assertThat(report.errors().keySet()).containsAnyOf("57P01", "08006");
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void aServerThatIsRestartedIsWaitedForAndTheClientComesInAgain() throws SQLException {
    assertThat(client.executeNext()).isEqualTo(1);
    TestServer.shared().makeCold(TestServer.workspace(KEY));

    assertThat(client.executeNext()).isEqualTo(-1);
    assertThat(client.executeNext()).isEqualTo(1);

    assertThat(client.session().session().settings()).containsEntry("work_mem", "5MB");
    ForkReport report = report();
    assertThat(report.operations()).isEqualTo(2);
    assertThat(report.errors()).hasSize(1).containsValue(1L);
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void aConnectionThatIsCutOnTheWayBackLeavesRoomForTheNext() throws SQLException {
    cut(pid());
    assertThat(client.executeNext()).isEqualTo(-1);
    Given.cutsInGate = 2;

    assertThat(client.executeNext()).isEqualTo(-1);
    assertThat(client.executeNext()).isEqualTo(-1);
    assertThat(client.executeNext()).isEqualTo(1);

    ForkReport report = report();
    assertThat(report.operations()).isEqualTo(1);
    assertThat(report.errors().values().stream().mapToLong(it -> it).sum()).isEqualTo(3);
    assertThat(report.errors().keySet()).isSubsetOf("57P01", "08006");
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void whatWasCountedBeforeTheClientGivesUpIsReported() throws SQLException {
    assertThat(client.executeNext()).isEqualTo(1);
    allowConnections(false);
    try {
      cut(pid());
      assertThatThrownBy(this::executeUntilGivenUp)
          .hasMessageContaining("did not come back within 2 s");
    } finally {
      allowConnections(true);
    }

    ForkReport report = report();
    assertThat(report.violations()).singleElement().asString().contains("did not come back");
    assertThat(report.operations()).isEqualTo(1);
    assertThat(report.rows()).contains(new RowSpan(1, 1));
    assertThat(report.measuredSeconds()).isGreaterThan(PATIENCE.absent().toSeconds());
    assertThat(report.errors().keySet()).containsAnyOf("57P01", "08006");
    assertThat(report.errors().values().stream().mapToLong(it -> it).sum()).isGreaterThan(1);
    Path log = reports.resolve(report.histogramFile().orElseThrow());
    assertThat(LatencyLog.merge(List.of(log)).operations()).isEqualTo(1);
  }

  private void executeUntilGivenUp() throws SQLException {
    while (client.executeNext() < 0) {
      assertThat(client.session().isLost()).isTrue();
    }
  }

  private static void allowConnections(boolean allowed) {
    asSuperuser("ALTER DATABASE pgassay_" + KEY + " ALLOW_CONNECTIONS " + allowed);
  }

  /** Connects to another database, because this one may refuse connections. */
  private static void asSuperuser(String sql) {
    try (Session session = Session.open(TestServer.superuser("postgres"))) {
      session.execute("cannot prepare the test", sql);
    }
  }

  @Test
  void aStatementThatTakesTooLongIsCountedOnTheSameSession() throws SQLException {
    int before = pid();
    Given.sql = "SELECT pg_sleep(60)";
    assertThat(client.executeNext()).isEqualTo(-1);
    Given.sql = HARMLESS;
    assertThat(client.executeNext()).isEqualTo(1);

    assertThat(pid()).isEqualTo(before);
    ForkReport report = report();
    assertThat(report.errors()).isEqualTo(Map.of("57014", 1L));
    assertThat(report.operations()).isEqualTo(1);
  }

  @Test
  void anExecutionThatCannotBeClearedUpAfterIsCountedAndInNoLatency() throws SQLException {
    assertThat(client.executeNext()).isEqualTo(1);
    long timed = client.endNanos();
    Given.after = "SELECT 1 / 0";
    assertThat(client.executeNext()).isEqualTo(-1);
    assertThat(client.endNanos()).isEqualTo(timed);
    Given.after = HARMLESS;

    ForkReport report = report();
    assertThat(report.errors()).isEqualTo(Map.of("22012", 1L));
    assertThat(report.operations()).isEqualTo(1);
    Path log = reports.resolve(report.histogramFile().orElseThrow());
    assertThat(LatencyLog.merge(List.of(log)).operations()).isEqualTo(1);
  }

  @Test
  void aFullDiskIsCountedAndTheRunGoesOn() throws SQLException {
    int before = pid();
    TestServer.executeAsSuperuser(
        KEY,
        """
        CREATE OR REPLACE FUNCTION public.fill_disk() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
        AS $$ BEGIN COPY (SELECT 1) TO '/dev/full'; RETURN 1; END $$
        """);
    Given.sql = "SELECT public.fill_disk()";
    assertThat(client.executeNext()).isEqualTo(-1);
    Given.sql = HARMLESS;
    assertThat(client.executeNext()).isEqualTo(1);

    assertThat(pid()).isEqualTo(before);
    ForkReport report = report();
    assertThat(report.errors()).isEqualTo(Map.of("53100", 1L));
    assertThat(report.operations()).isEqualTo(1);
  }

  @Test
  void aPlanThatChangesWhileMeasuringIsReported() throws SQLException {
    clients.close();
    TestServer.executeAsSuperuser(
        KEY,
        """
        DROP TABLE IF EXISTS public.flipping;
        CREATE TABLE public.flipping AS SELECT i FROM generate_series(1, 10000) AS i;
        CREATE INDEX flipping_i_idx ON public.flipping (i);
        GRANT SELECT ON public.flipping TO PUBLIC;
        ANALYZE public.flipping
        """);
    joinAndBeginToRecord(
        Optional.of(new Explained("SELECT i FROM public.flipping WHERE i = 7", List.of())));
    assertThat(client.executeNext()).isEqualTo(1);
    TestServer.executeAsSuperuser(KEY, "DROP INDEX public.flipping_i_idx");

    assertThat(report().violations())
        .singleElement()
        .asString()
        .contains(
            "the plan changed while measuring, from ", "using flipping_i_idx", " to Seq Scan");
  }

  @Test
  void aServerProcessThatStandsStillDoesNotHoldTheClientForEver() throws Exception {
    int stopped = pid();
    signal("STOP", stopped);
    try {
      assertThat(client.executeNext()).isEqualTo(-1);
      assertThat(client.executeNext()).isEqualTo(1);
    } finally {
      signal("CONT", stopped);
    }
    assertThat(report().errors()).isEqualTo(Map.of("08006", 1L));
  }

  private static void cut(int pid) {
    asSuperuser("SELECT pg_terminate_backend(" + pid + ", 10000)");
  }

  private int pid() {
    return client.session().session().backendPid();
  }

  private ForkReport report() {
    client.endRecording();
    clients.endMeasurement();
    clients.report();
    return ForkReport.readAll(reports).get(0);
  }

  private static void signal(String name, int pid) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Executes a given statement. */
  private static final class Given implements ClientTask {
    private static volatile String sql = HARMLESS;
    private static volatile String after = HARMLESS;
    private static volatile int cutsInGate;
    private static volatile Optional<Explained> explained = Optional.empty();

    @Override
    public int queries() {
      return 1;
    }

    @Override
    public int mostRows() {
      return 0;
    }

    @Override
    public ClientOperation open(MeasuredSession session, int client, int clients) {
      return new Operation(session);
    }

    @Override
    public List<String> violations(ClientOperation operation, MeasuredSession session) {
      if (cutsInGate > 0) {
        cutsInGate--;
        cut(session.backendPid());
      }
      if (explained.isPresent()) {
        try {
          operation.execute(0, new long[0]);
        } catch (SQLException e) {
          return List.of(e.getMessage());
        }
      }
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

  private record Operation(MeasuredSession session) implements ClientOperation {
    @Override
    public int execute(int query, long[] answer) throws SQLException {
      return rows(Given.sql);
    }

    @Override
    public void after(int query) throws SQLException {
      rows(Given.after);
    }

    private int rows(String sql) throws SQLException {
      // The statement to explain must stay prepared until the end of the session.
      PreparedStatement statement = session.connection().prepareStatement(sql);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? 1 : 0;
      } finally {
        if (Given.explained.isEmpty()) {
          statement.close();
        }
      }
    }

    @Override
    public Optional<Explained> explained() {
      return Given.explained;
    }

    @Override
    public void close() {}
  }
}
