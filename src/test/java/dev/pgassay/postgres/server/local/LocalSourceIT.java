package dev.pgassay.postgres.server.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.PrivateServer;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A private cluster from its making to its removal. One is made, and all tests start it anew. */
class LocalSourceIT {
  private static final Path HOME = TestServer.reachableFolder();
  private static final ClusterFolder CLUSTER =
      ClusterFolder.named(
          HOME.resolve("clusters"), "pg" + TestServer.shared().info().majorVersion());

  private static final String RESIDENT =
      "SELECT count(*) FROM pg_buffercache"
          + " WHERE relfilenode = pg_relation_filenode('pgassay.cold')";

  private static final String STARTED_AT =
      "SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint";

  @AfterAll
  static void removeEverything() throws IOException {
    new FolderTree(HOME).delete();
  }

  @Test
  void keepsItsDataAndItsSecretsFromOneStartToTheNext() throws IOException {
    try (RunningServer server = start(Map.of())) {
      Workspace workspace = server.workspace("kept");
      execute(workspace, "CREATE TABLE IF NOT EXISTS pgassay.kept (id int)");
      assertThat(server.info().source()).isEqualTo(SourceKind.LOCAL);
      assertThat(server.info().superuser()).isTrue();
      assertThat(server.info().extensions()).containsKeys("vector", "uuid-ossp");
    }
    String passwords = Files.readString(CLUSTER.passwords());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CLUSTER.passwords())))
        .isEqualTo("rw-------");
    assertThat(CLUSTER.folder().resolve("initdb-password")).doesNotExist();

    try (RunningServer server = start(Map.of())) {
      assertThat(server.workspaces()).extracting(WorkspaceInfo::key).containsExactly("kept");
      execute(server.workspace("kept"), "SELECT id FROM pgassay.kept");
      assertThat(new ClusterProcesses(CLUSTER).find()).isNotEmpty();
    }
    assertThat(Files.readString(CLUSTER.passwords())).isEqualTo(passwords);
    assertThat(new ClusterProcesses(CLUSTER).find()).isEmpty();
    assertThat(CLUSTER.data().resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void isColdAndStillHeldAfterARestart() {
    try (RunningServer server = start(Map.of())) {
      Workspace workspace = server.workspace("kept");
      execute(workspace, "CREATE TABLE IF NOT EXISTS pgassay.cold AS SELECT 'read' AS state");
      ConnectionTarget superuser = ((PrivateServer) server).superuser("pgassay_kept");
      execute(workspace, "SELECT state FROM pgassay.cold");
      assertThat(number(superuser, RESIDENT)).isPositive();
      long startedAt = number(superuser, STARTED_AT);

      assertThat(server.whyNeverCold()).isEmpty();
      assertThat(server.makeCold(workspace)).startsWith("restart");

      assertThat(number(superuser, STARTED_AT)).isGreaterThan(startedAt);
      assertThat(number(superuser, RESIDENT)).isZero();
      assertThat(number(superuser, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .isEqualTo(1);
      execute(workspace, "SELECT state FROM pgassay.cold");
      assertThat(server.diagnosis()).isEmpty();
    }
  }

  @Test
  void hasNothingInItsBuffersAfterALoadAndIsStillHeld() {
    try (RunningServer server = start(Map.of())) {
      Workspace workspace = server.workspace("kept");
      execute(workspace, "CREATE TABLE IF NOT EXISTS pgassay.cold AS SELECT 'read' AS state");
      ConnectionTarget superuser = ((PrivateServer) server).superuser("pgassay_kept");
      execute(workspace, "SELECT state FROM pgassay.cold");
      assertThat(number(superuser, RESIDENT)).isPositive();

      assertThat(server.renewBuffers(List.of(workspace))).isTrue();

      assertThat(number(superuser, RESIDENT)).isZero();
      assertThat(number(superuser, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .isEqualTo(1);
      execute(workspace, "SELECT state FROM pgassay.cold");
      assertThat(server.diagnosis()).isEmpty();
    }
  }

  private static long number(ConnectionTarget target, String query) {
    try (Session session = Session.open(target)) {
      return Long.parseLong(session.text("ask", query).orElseThrow());
    }
  }

  @Test
  void isANormalServerOnLoopbackOnly() {
    try (RunningServer server = start(Map.of("work_mem", "9MB"))) {
      Workspace workspace = server.workspace("kept");
      try (Session session = Session.open(workspace.target(Role.OWNER))) {
        Map<String, String> settings = new HashMap<>();
        session.rows(
            "ask",
            row -> settings.put(row.getString(1), row.getString(2)),
            "SELECT name, current_setting(name) FROM pg_settings");
        assertThat(settings)
            .containsEntry("fsync", "on")
            .containsEntry("full_page_writes", "on")
            .containsEntry("synchronous_commit", "on")
            .containsEntry("listen_addresses", "127.0.0.1")
            .containsEntry("data_checksums", "on")
            .containsEntry("jit", "off")
            .containsEntry("lc_collate", "C")
            .containsEntry("server_encoding", "UTF8")
            .containsEntry("work_mem", "9MB");
      }
      try (Session session = Session.open(((PrivateServer) server).superuser("postgres"))) {
        assertThat(
                session.text(
                    "ask",
                    "SELECT string_agg(name, ' ') FROM pg_file_settings WHERE error IS NOT NULL"))
            .as("settings that the server did not take")
            .isEmpty();
      }
    }
  }

  @Test
  void trustsNobodyWithoutThePassword() {
    try (RunningServer server = start(Map.of())) {
      ConnectionTarget owner = server.workspace("kept").target(Role.OWNER);
      for (String user : List.of("pgassay", "pgassay_owner", "postgres")) {
        ConnectionTarget bare =
            new ConnectionTarget(
                owner.host(),
                owner.port(),
                owner.database(),
                user,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        assertThatThrownBy(() -> Session.open(bare)).isInstanceOf(DatabaseFailure.class);
      }
    }
  }

  @Test
  void refusesASettingInTheServersWordsBeforeAnythingIsMade() {
    Path untouched = HOME.resolve("untouched");
    Map<String, String> wrong =
        Map.of(
            "no_such_setting", "unrecognized configuration parameter",
            "work_mem", "invalid value for parameter \"work_mem\"",
            "listen_addresses", "pgassay sets it itself");
    wrong.forEach(
        (name, words) ->
            assertThatThrownBy(() -> start(untouched, Map.of(name, "lots")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("--set " + name)
                .hasMessageContaining(words));
    assertThat(untouched).doesNotExist();
  }

  @Test
  void buildsHaveWhatTheUserSaysElseWhatWeSay() {
    BuildLimits ours = new BuildLimits(65_537, 63);
    try (RunningServer server = start(Map.of())) {
      assertThat(server.buildLimits(ours)).isEqualTo(ours);
    }
    Map<String, String> asked =
        Map.of("maintenance_work_mem", "70MB", "max_parallel_maintenance_workers", "100");
    try (RunningServer server = start(asked)) {
      // We ask for 64 workers at the most.
      assertThat(server.buildLimits(ours)).isEqualTo(new BuildLimits(71_680, 64));
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() {
    assertThatThrownBy(() -> start(Map.of("shared_buffers", "4TB")))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("the server did not start: could not map anonymous shared memory")
        .hasMessageEndingWith("its log is " + CLUSTER.log());
    assertThat(new ClusterProcesses(CLUSTER).find()).isEmpty();
  }

  @Test
  void saysThatTheWantedPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      assertThatThrownBy(() -> start(Map.of("port", port)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + port + " on 127.0.0.1 is taken");
    }
  }

  @Test
  void listensOnTheWantedPort() throws IOException {
    String port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = String.valueOf(free.getLocalPort());
    }
    try (RunningServer server = start(Map.of("port", port))) {
      assertThat(server.info().display()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void tellsASecondUserWhoTheFirstIs() {
    try (RunningServer server = start(Map.of())) {
      assertThatThrownBy(() -> start(Map.of()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
      assertThat(server.diagnosis()).isEmpty();
    }
    start(Map.of()).close();
  }

  @Test
  void namesAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(HOME.resolve("file"));
    for (Path unusable : List.of(file, Path.of("/proc/nowhere"))) {
      assertThatThrownBy(() -> start(unusable, Map.of()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("cannot create " + unusable.resolve("clusters"))
          .hasMessageContaining("PGASSAY_HOME");
    }
    Files.delete(file);
  }

  private static void awaitDiagnosis(RunningServer server) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (server.diagnosis().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void diagnosesAMainProcessThatWasKilled() {
    try (RunningServer server = start(Map.of())) {
      ConnectionTarget owner = server.workspace("kept").target(Role.OWNER);
      kill(new ClusterProcesses(CLUSTER).postmaster().orElseThrow());
      assertThat(server.diagnosis())
          .get()
          .asString()
          .isEqualTo(
              "server stopped: its main process was ended by signal 9; its log is "
                  + CLUSTER.log());
      assertThatThrownBy(() -> Session.open(owner)).hasMessageContaining("connection refused");
    }
    assertThat(new ClusterProcesses(CLUSTER).find()).isEmpty();
  }

  @Test
  void diagnosesASessionsProcessThatCrashed() {
    try (RunningServer server = start(Map.of())) {
      try (Session session = Session.open(server.workspace("kept").target(Role.OWNER))) {
        kill(Long.parseLong(session.text("ask", "SELECT pg_backend_pid()").orElseThrow()));
        assertThatThrownBy(() -> session.text("ask", "SELECT 1"))
            .isInstanceOf(DatabaseFailure.class);
      }
      // The main process first ends every other session.
      awaitDiagnosis(server);
      assertThat(server.diagnosis())
          .get()
          .asString()
          .contains("server stopped: server process (PID")
          .contains("was terminated by signal 9");
    }
    assertThat(new ClusterProcesses(CLUSTER).find()).isEmpty();
  }

  @Test
  void sweepsAClusterThatWasNotCompleted() throws IOException {
    Path unfinished = CLUSTER.underConstruction().data();
    Files.createDirectories(unfinished);
    Files.writeString(unfinished.resolve("postmaster.pid"), "1\n");
    start(Map.of()).close();
    assertThat(CLUSTER.underConstruction().folder()).doesNotExist();
  }

  @Test
  void sweepsWhatOtherVersionsLeftBehindToo() throws IOException {
    Path other = HOME.resolve("clusters/pg98.new/data");
    Path stranger = HOME.resolve("clusters/stranger");
    Files.createDirectories(other);
    Files.createDirectories(stranger);
    start(Map.of()).close();
    assertThat(other.getParent()).doesNotExist();
    assertThat(stranger).exists();
    Files.delete(stranger);
  }

  @Test
  void isNotMisledByALockFileWhoseProcessIsAnother() throws IOException {
    start(Map.of()).close();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(CLUSTER.data().resolve("postmaster.pid"), other.pid() + "\n");
      start(Map.of()).close();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static void execute(Workspace workspace, String sql) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute("cannot prepare the test", sql);
    }
  }

  private static RunningServer start(Map<String, String> settings) {
    return start(HOME, settings);
  }

  private static RunningServer start(Path home, Map<String, String> settings) {
    return DatabaseSources.choose("local", TestServer.environment(home))
        .start(new ServerOptions(settings), Progress.NONE);
  }
}
