package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Faults during a point, on a real server and with the real command. A failed execution is counted
 * by its SQLSTATE and is in no latency. The point is valid only if few fail. The next point is
 * measured in any case.
 */
class FaultIT {
  private static final long LONGEST_SECONDS = 240;
  private static final long FAULT_MILLIS = 1_200;
  private static final int CANCELLATIONS = 12;
  private static final int BATCH = 100;

  /** The point is invalid above this share of failed executions. */
  private static final double MOST_FAILED_RATIO = 0.001;

  private static final String EXECUTED =
      """
      SELECT max(client.query_start)
      FROM pg_stat_activity AS client,
        (SELECT max(backend_start) AS opened
         FROM pg_stat_activity
         WHERE query LIKE '%wait_event_type%' AND pid <> pg_backend_pid()) AS observer
      WHERE client.datname LIKE 'pgassay_%'
        AND client.query_start > observer.opened
        AND client.query NOT LIKE '%pg_stat%'
      """;

  @AutoClose private static final Program program = Program.inTemporaryFolder();

  /** A fault while the first of two points is measured. */
  private interface Fault {
    void happen(Process run) throws Exception;
  }

  @Test
  void aSessionThatIsEndedIsCountedAndTheNextPointIsMeasured() throws Exception {
    // Terminates sessions like pg_terminate_backend().
    JsonNode points =
        measure(program, run -> signal("TERM", measuredSession("pgassay_ro")), search());

    assertThat(errors(points.get(0)).values()).containsExactly(1L);
    assertJudgedByItsFailures(points.get(0));
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  /**
   * Cancels statements like pg_cancel_backend(), during a transaction; the session continues
   * afterwards.
   */
  @Test
  void aBatchThatIsCancelledIsCountedAndTheNextPointIsMeasured() throws Exception {
    List<String> writes =
        List.of(
            "run",
            "Write",
            "--param=operation=insert_batch,insert",
            "--param=indexes=without_hnsw",
            "--param=trigger=off",
            "--database=local");

    JsonNode points = measure(program, run -> cancelSometimes(), command(writes));

    assertThat(errors(points.get(0))).containsOnlyKeys("57014");
    assertJudgedByItsFailures(points.get(0));
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  /** A cancellation has no effect on a session between two statements. */
  private static void cancelSometimes() throws Exception {
    long session = measuredSession("pgassay_rw");
    for (int i = 0; i < CANCELLATIONS; i++) {
      signal("INT", session);
      Thread.sleep(FAULT_MILLIS / CANCELLATIONS);
    }
    // Uncommitted rows are invisible, and cancelled statements have left none.
    assertThat(writtenRows(session))
        .isPositive()
        .matches(rows -> rows % BATCH == 0, "whole batches");
  }

  private static long writtenRows(long session) throws IOException, SQLException {
    Matcher title = Pattern.compile(" pgassay_rw (\\S+) ").matcher(title(session));
    assertThat(title.find()).as(title(session)).isTrue();
    try (Connection connection = program.superuser(title.group(1));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pgassay.events"
                    + " WHERE starts_with(source_url, 'https://written.example/')")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aStatementThatTakesTooLongIsCountedAndTheNextPointIsMeasured() throws Exception {
    Path folder =
        statements("timeout", "-- timeout: 300ms\nSELECT count(*), pg_sleep(0.01) FROM events\n");

    JsonNode points = measure(program, run -> lockEvents(), own(folder));

    assertThat(errors(points.get(0))).containsOnlyKeys("57014");
    assertJudgedByItsFailures(points.get(0));
    // A statement that waited for less than its timeout may have got the lock.
    assertThat(points.get(0).at("/latency/maximumNanos").asLong())
        .isLessThan(TimeUnit.MILLISECONDS.toNanos(600));
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  /** The folder of temporary files is temporarily on a tiny file system of its own. */
  @Test
  void aFullDiskIsCountedAndTheNextPointIsMeasured() throws Exception {
    assumeTrue(mayMount(), "only root may mount a file system that is full");
    Path folder =
        statements(
            "disk",
            """
            SELECT count(*)
            FROM (SELECT repeat(description, 5) AS text FROM events ORDER BY 1) AS sorted
            """);

    JsonNode points =
        measure(program, run -> fillTemporaryFolder(), own(folder, "--set", "work_mem=64kB"));

    assertThat(errors(points.get(0))).containsOnlyKeys("53100");
    assertJudgedByItsFailures(points.get(0));
    // Failing executions are fast, so they are most of those that JMH counted.
    assertThat(points.get(0).at("/forks/0/iterations/0/operations").asLong())
        .isCloseTo(points.get(0).at("/latency/operations").asLong(), withinPercentage(5));
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  @Test
  void aServerThatIsRestartedIsCountedAndTheNextPointIsMeasured() throws Exception {
    try (Program owner = Program.inTemporaryFolder();
        RunningServer server =
            DatabaseSources.choose("local", owner.environment())
                .start(new ServerOptions(Map.of()), Progress.NONE)) {
      Workspace any = server.workspace("restarted");
      Program visitor = program.with(Map.of("PGPASSWORD", owner.superuserPassword()));
      String url = "postgresql://pgassay@" + server.info().display() + "/postgres";

      JsonNode points =
          measure(visitor, owner, run -> server.makeCold(any), search("--database", url));

      // The server announces its shutdown, or the socket is closed; later connections are refused.
      assertThat(errors(points.get(0)).keySet())
          .isNotEmpty()
          .isSubsetOf("57P01", "08001", "08003", "08006", "57P03");
      assertJudgedByItsFailures(points.get(0));
      assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
    }
  }

  @Test
  void aForkThatHangsIsEndedAndTheNextPointIsMeasured() throws Exception {
    JsonNode points =
        measure(program, run -> signal("STOP", fork(run)), search("--fork-limit", "30"));

    assertThat(points.get(0).path("validity").asText()).isEqualTo("FAILED");
    assertThat(points.get(0).at("/reasons/0").asText()).contains("did not end within 30 s");
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  /** Measures two points, with a fault in the first. The run must end by itself and be complete. */
  private static JsonNode measure(Program as, Fault fault, String... command) throws Exception {
    return measure(as, as, fault, command);
  }

  private static JsonNode measure(Program as, Program ownerOfServer, Fault fault, String... command)
      throws Exception {
    Path out = program.file("run.out");
    Path err = program.file("run.err");
    Set<Path> earlier = runs();
    Process process = as.start(out, err, command);
    try {
      awaitMeasuring(process, earlier, ownerOfServer, err);
      awaitExecutions(process, ownerOfServer, err);
      fault.happen(process);
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    JsonNode run = new ObjectMapper().readTree(out.toFile());
    assertThat(run.path("status").asText()).as(Files.readString(err)).isEqualTo("COMPLETE");
    JsonNode points = run.path("points");
    assertThat(points).hasSize(2);
    boolean valid = points.findValuesAsText("validity").equals(List.of("VALID", "VALID"));
    assertThat(process.exitValue()).isEqualTo(valid ? 0 : 1);
    return points;
  }

  private static void assertJudgedByItsFailures(JsonNode point) {
    Map<String, Long> errors = errors(point);
    long failed = errors.values().stream().mapToLong(it -> it).sum();
    long succeeded = point.at("/latency/operations").asLong();
    boolean within = failed <= MOST_FAILED_RATIO * (failed + succeeded);
    assertThat(failed).isPositive();
    assertThat(succeeded).isPositive();
    assertThat(point.path("validity").asText()).isEqualTo(within ? "VALID" : "INVALID");
    if (!within) {
      assertThat(point.path("reasons").toString())
          .contains(failed + " of " + (failed + succeeded) + " executions failed");
    }
    assertThat(sum(point.path("timeline"))).as("second by second").isEqualTo(errors);
  }

  private static Map<String, Long> errors(JsonNode point) {
    return sum(point.path("forks"));
  }

  private static Map<String, Long> sum(JsonNode parts) {
    Map<String, Long> sum = new TreeMap<>();
    for (JsonNode part : parts) {
      part.path("errorsBySqlState")
          .properties()
          .forEach(it -> sum.merge(it.getKey(), it.getValue().asLong(), Long::sum));
    }
    return sum;
  }

  /**
   * Iterations are so long that the fault happens within the first. JMH announces the first before
   * the gate is passed; the server is observed after the gate.
   */
  private static void awaitMeasuring(
      Process process, Set<Path> earlier, Program ownerOfServer, Path err) throws Exception {
    while (!measures(earlier) || !isObserved(ownerOfServer)) {
      assertThat(process.isAlive()).as("measures: " + Files.readString(err)).isTrue();
      Thread.sleep(20);
    }
  }

  /** One that began before another has ended, and without an error: nothing has happened yet. */
  private static void awaitExecutions(Process process, Program ownerOfServer, Path err)
      throws Exception {
    Set<Timestamp> begun = new HashSet<>();
    while (begun.size() < 2) {
      assertThat(process.isAlive()).as("executes: " + Files.readString(err)).isTrue();
      latestExecution(ownerOfServer).ifPresent(begun::add);
      Thread.sleep(5);
    }
  }

  /** When the measured session began to execute its latest query since the server is observed. */
  private static Optional<Timestamp> latestExecution(Program ownerOfServer)
      throws IOException, SQLException {
    try (Connection connection = ownerOfServer.superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EXECUTED)) {
      row.next();
      return Optional.ofNullable(row.getTimestamp(1));
    }
  }

  private static boolean measures(Set<Path> earlier) throws IOException {
    Set<Path> runs = runs();
    runs.removeAll(earlier);
    for (Path run : runs) {
      Path log = run.resolve("jmh.log");
      if (Files.exists(log) && Files.readString(log).contains("\nIteration   1:")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isObserved(Program ownerOfServer) throws IOException, SQLException {
    try (Connection connection = ownerOfServer.superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE query LIKE '%wait_event_type%' AND pid <> pg_backend_pid()")) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  private static Set<Path> runs() throws IOException {
    if (!Files.isDirectory(program.runs())) {
      return new HashSet<>();
    }
    try (Stream<Path> runs = Files.list(program.runs())) {
      return new HashSet<>(runs.toList());
    }
  }

  private static void signal(String name, long pid) throws Exception {
    // The shell's own kill is always available, unlike a program of that name.
    execute("sh", "-c", "kill \"$0\" \"$1\"", "-" + name, Long.toString(pid));
  }

  private static int execute(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static long measuredSession(String user) throws IOException {
    long server = program.serverPid();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      List<Long> sessions =
          all.filter(it -> it.parent().filter(parent -> parent.pid() == server).isPresent())
              .map(ProcessHandle::pid)
              .filter(pid -> title(pid).contains(" " + user + " "))
              .toList();
      assertThat(sessions).hasSize(1);
      return sessions.get(0);
    }
  }

  private static String title(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static long fork(Process run) {
    List<Long> forks =
        run.children()
            .filter(it -> it.info().commandLine().orElse("").contains("ForkedMain"))
            .map(ProcessHandle::pid)
            .toList();
    assertThat(forks).hasSize(1);
    return forks.get(0);
  }

  /** Longer than the timeout of the statement: each execution waits until then. */
  private static void lockEvents() throws Exception {
    try (Connection connection = program.superuser(workspace());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE pgassay.events IN ACCESS EXCLUSIVE MODE");
      Thread.sleep(FAULT_MILLIS);
      connection.commit();
    }
  }

  private static String workspace() throws IOException, SQLException {
    try (Connection connection = program.superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT datname FROM pg_database WHERE datname ~ '^pgassay_tiny_[0-9a-f]+$'")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean mayMount() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("user.name").equals("root");
  }

  private static void fillTemporaryFolder() throws Exception {
    Path base = Path.of("/proc", Long.toString(program.serverPid()), "cwd").toRealPath();
    Path folder = Files.createDirectories(base.resolve("base/pgsql_tmp"));
    Object user = Files.getAttribute(base, "unix:uid");
    String options = "size=64k,mode=0700,uid=" + user;
    assumeTrue(
        execute("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
        "no file system can be mounted here");
    try {
      Thread.sleep(FAULT_MILLIS);
    } finally {
      assertThat(execute("umount", "-l", folder.toString())).isZero();
    }
  }

  private static Path statements(String name, String sql) throws IOException {
    Path folder = Files.createDirectories(program.file("sql-" + name));
    Files.writeString(folder.resolve("first.sql"), sql);
    Files.writeString(folder.resolve("second.sql"), sql);
    return folder;
  }

  private static String[] own(Path folder, String... more) {
    return command(List.of("run", "--sql", folder.toString(), "--database", "local"), more);
  }

  private static String[] search(String... more) {
    List<String> database =
        List.of(more).contains("--database") ? List.of() : List.of("--database", "local");
    return command(
        Stream.concat(
                Stream.of("run", "HnswSearch", "--param", "ef_search=10,40"), database.stream())
            .toList(),
        more);
  }

  /** A server that restarts on a busy machine must be back before the iteration ends. */
  private static String[] command(List<String> what, String... more) {
    List<String> how =
        List.of(
            "--dataset=tiny",
            "--clients=1",
            "--forks=1",
            "--warmup-iterations=0",
            "--iterations=1",
            List.of(more).contains("--database") ? "--seconds=15" : "--seconds=4",
            "--format=json");
    return Stream.of(what, how, List.of(more)).flatMap(List::stream).toArray(String[]::new);
  }
}
