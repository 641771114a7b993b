package dev.pgassay.postgres.server.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.StoredItem;
import dev.pgassay.postgres.server.StoredItems;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.source.TestContainers;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a container, against a real engine. */
@Tag("alone")
class DockerSourceContainerIT {
  private static final Map<String, String> SETTINGS =
      Map.of("shared_buffers", "64MB", "maintenance_work_mem", "96MB");

  private static final Path HOME = TestServer.reachableFolder();
  private static final ServerEnvironment ENVIRONMENT = TestContainers.environment(HOME);

  private static Engine engine;

  @BeforeAll
  static void connect() {
    TestContainers.assumeEngine();
    engine = Engine.connect(ENVIRONMENT);
  }

  @AfterAll
  static void removeEverything() throws IOException {
    for (ServerVolume volume : ServerVolume.all(ENVIRONMENT)) {
      volume.remove(engine);
    }
    new FolderTree(HOME).delete();
  }

  @Test
  void keepsAWorkspaceInItsVolumeWhenTheContainerIsGone() {
    try (RunningServer server = start("kept", SETTINGS)) {
      assertThat(server.info().source()).isEqualTo(SourceKind.DOCKER);
      assertThat(server.info().superuser()).isTrue();
      execute(
          server.workspace("kept"),
          "CREATE TABLE pgassay.kept (embedding vector(2)); INSERT INTO pgassay.kept VALUES ('[1,2]')");
      assertThat(server.diagnosis()).isEmpty();
      assertThat(engine.containersOf(volume("kept").name())).hasSize(1);
    }
    assertThat(engine.containersOf(volume("kept").name())).isEmpty();
    try (RunningServer server = start("kept", SETTINGS)) {
      assertThat(server.workspaces()).extracting(WorkspaceInfo::key).containsExactly("kept");
      assertThat(ask(server.workspace("kept"), "SELECT embedding FROM pgassay.kept"))
          .isEqualTo("[1,2]");
    }
  }

  @Test
  void isColdAndStillHeldAfterARestart() {
    try (RunningServer server = start("cold", SETTINGS)) {
      Workspace workspace = server.workspace("cold");
      execute(workspace, "CREATE TABLE pgassay.cold AS SELECT 'read' AS state");
      String container = engine.containersOf(volume("cold").name()).get(0).getId();

      assertThat(server.whyNeverCold()).isEmpty();
      assertThat(server.makeCold(workspace))
          .containsExactly("restart", "the system's cache left alone");

      assertThat(engine.containersOf(volume("cold").name()))
          .hasSize(1)
          .noneMatch(it -> it.getId().equals(container));
      assertThat(ask(workspace, "SELECT state FROM pgassay.cold")).isEqualTo("read");
      assertThat(ask(workspace, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .isEqualTo("1");
      assertThat(server.diagnosis()).isEmpty();
    }
    assertThat(engine.containersOf(volume("cold").name())).isEmpty();
  }

  @Test
  void isStartedWithLimitsAndSettingsOfOurChoice() {
    try (RunningServer server = start("limits", SETTINGS)) {
      String name = volume("limits").name();
      InspectContainerResponse container =
          engine.client().inspectContainerCmd(engine.containersOf(name).get(0).getId()).exec();
      HostConfig host = container.getHostConfig();
      assertThat(container.getName()).isEqualTo("/" + name);
      assertThat(host.getCpusetCpus()).isEqualTo("0");
      assertThat(host.getMemory()).isEqualTo(1L << 30);
      // A third of 1 GB for a build, an eighth of that, and 64 MB, with the fractions dropped.
      assertThat(host.getShmSize()).isEqualTo((448L << 20) - 1);
      assertThat(host.getAutoRemove()).isTrue();
      assertThat(host.getPrivileged()).isFalse();
      assertThat(host.getPortBindings().getBindings().values())
          .allSatisfy(
              bindings ->
                  assertThat(bindings)
                      .extracting(Ports.Binding::getHostIp)
                      .containsExactly("127.0.0.1"));
      String secret = volume("limits").passwords().superuser().reveal();
      assertThat(container.toString()).doesNotContain(secret);

      Workspace workspace = server.workspace("limits");
      assertThat(ask(workspace, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(workspace, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(workspace, "SHOW shared_buffers")).isEqualTo("64MB");
      assertThat(ask(workspace, "SHOW jit")).isEqualTo("off");
      assertThat(ask(workspace, "SHOW password_encryption")).isEqualTo("scram-sha-256");
      assertThat(ask(workspace, "SHOW data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void buildsAnHnswIndexWithParallelWorkersInItsSharedMemory() {
    try (RunningServer server = start("parallel", SETTINGS)) {
      Workspace workspace = server.workspace("parallel");
      execute(
          workspace,
          """
          CREATE TABLE pgassay.vectors (embedding vector(64)) WITH (parallel_workers = 1);
          INSERT INTO pgassay.vectors
          SELECT (SELECT array_agg(random()) FROM generate_series(1, 64) WHERE row > 0)::vector
          FROM generate_series(1, 3000) AS row;
          SET maintenance_work_mem = '96MB';
          SET min_parallel_table_scan_size = 0;
          CREATE INDEX ON pgassay.vectors USING hnsw (embedding vector_l2_ops);
          """);
      assertThatThrownBy(
              () ->
                  execute(
                      workspace,
                      """
                      SET maintenance_work_mem = '2GB';
                      SET min_parallel_table_scan_size = 0;
                      CREATE INDEX ON pgassay.vectors USING hnsw (embedding vector_l2_ops);
                      """))
          .hasMessageContaining("could not resize shared memory segment");
    }
  }

  @Test
  void refusesASettingInTheServersWords() {
    assertThatThrownBy(() -> start("refused", Map.of("wrok_mem", "1MB")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(
            "--set wrok_mem=1MB: unrecognized configuration parameter \"wrok_mem\"");
    assertThat(engine.containersOf(volume("refused").name())).isEmpty();
    // The volume was not completed; the next start makes it anew.
    start("refused", SETTINGS).close();
  }

  @Test
  void saysWhyTheServerIsGone() throws InterruptedException {
    try (RunningServer server = start("killed", SETTINGS)) {
      String id = engine.containersOf(volume("killed").name()).get(0).getId();
      // A number that a process of the next container is sure to have.
      execute(id, "sed -i '1s/.*/1/' \"$PGDATA/postmaster.pid\"");
      engine.client().killContainerCmd(id).exec();
      assertThat(server.diagnosis())
          .get()
          .asString()
          .isEqualTo(
              "server stopped: its main process was ended by signal 9; its log is "
                  + volume("killed").folder().log());
    }
    start("killed", SETTINGS).close();
  }

  private static void execute(String container, String command) throws InterruptedException {
    String execution =
        engine.client().execCreateCmd(container).withCmd("sh", "-c", command).exec().getId();
    engine.client().execStartCmd(execution).exec(new ResultCallback.Adapter<>()).awaitCompletion();
    assertThat(exitCode(execution)).isZero();
  }

  /** The end of the output comes first: the engine notes the exit code a moment after it. */
  private static Long exitCode(String execution) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    InspectExecResponse state = engine.client().inspectExecCmd(execution).exec();
    while (state.getExitCodeLong() == null && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
      state = engine.client().inspectExecCmd(execution).exec();
    }
    return state.getExitCodeLong();
  }

  @Test
  void isHeldByOneProcessAtATime() {
    try (RunningServer server = start("held", SETTINGS)) {
      assertThatThrownBy(() -> start("held", SETTINGS))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
      assertThat(server.diagnosis()).isEmpty();
    }
  }

  @Test
  void refusesAVolumeOfAnotherMajorVersion() throws IOException {
    start("older", SETTINGS).close();
    ClusterFolder folder = volume("older").folder();
    int now = folder.majorVersion();
    folder.writeLabel(now - 1);
    assertThatThrownBy(() -> start("older", SETTINGS))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(
            "volume "
                + volume("older").name()
                + " was made by PostgreSQL "
                + (now - 1)
                + ", and image ")
        .hasMessageContaining("has PostgreSQL " + now)
        .hasMessageContaining("pgassay clean " + volume("older").name());
  }

  @Test
  void saysThatAnImageHasNoPgvector() throws IOException {
    String image = ServerImage.have(engine, options("x").container(), Progress.NONE).name();
    String without = "pgassay-test-without-pgvector:latest";
    String user = engine.client().inspectImageCmd(image).exec().getConfig().getUser();
    build(
        without,
        """
        FROM %s
        USER root
        RUN rm $(find /usr -name vector.control)
        USER %s
        """
            .formatted(image, user == null || user.isEmpty() ? "root" : user));
    try {
      ServerOptions options = TestContainers.options("without", SETTINGS, Optional.of(without));
      assertThatThrownBy(() -> source().start(options, Progress.NONE))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has no pgvector");
      assertThat(engine.containersOf(volume("without").name())).isEmpty();
    } finally {
      engine.client().removeImageCmd(without).withForce(true).exec();
    }
  }

  @Test
  void saysThatAnImageCannotBePulled() {
    ServerOptions options =
        TestContainers.options(
            "pulled", SETTINGS, Optional.of("localhost:1/no/such-image:nowhere"));
    assertThatThrownBy(() -> source().start(options, Progress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cannot pull image localhost:1/no/such-image:nowhere: ")
        .hasMessageEndingWith(
            "; check its name and that the registry can be reached, or load it with docker load")
        .hasMessageNotContaining("\n");
    ServerOptions noName = TestContainers.options("pulled", SETTINGS, Optional.of("Not An Image"));
    assertThatThrownBy(() -> source().start(noName, Progress.NONE))
        .isInstanceOf(InvalidInput.class);
  }

  /** Simulates a machine that has an engine and reaches no registry. */
  @Test
  void makesWayForTheLocalInstallationWhereItsImageCannotBeBuilt(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM localhost:1/no/such-image:nowhere\n");
    ServerOptions options =
        new ServerOptions(
            SETTINGS,
            Optional.of("way"),
            new ContainerOptions(
                Optional.empty(), folder, Optional.of("0"), OptionalLong.of(1L << 30)));
    assertThatThrownBy(() -> source().start(options, Progress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cannot build image ")
        .hasMessageEndingWith("; give another with --image, or use --database local");
    DatabaseSource source = DatabaseSources.choose("auto", ENVIRONMENT);
    assertThat(source.kind()).isEqualTo(SourceKind.DOCKER);
    try (RunningServer server = source.start(options, Progress.NONE)) {
      assertThat(server.info().source()).isEqualTo(SourceKind.LOCAL);
    }
  }

  @Test
  void sweepsWhatHasLostItsHost() {
    start("swept", SETTINGS).close();
    String name = volume("swept").name();
    String image = ServerImage.have(engine, options("x").container(), Progress.NONE).name();
    String orphan =
        engine
            .client()
            .createContainerCmd(image)
            .withName(name)
            .withLabels(Map.of(Engine.LABEL, name))
            .withEntrypoint("sleep", "600")
            .exec()
            .getId();
    engine.client().startContainerCmd(orphan).exec();
    start("swept", SETTINGS).close();
    assertThat(engine.containersOf(name)).isEmpty();
  }

  @Test
  void isListedAndRemovedByClean() {
    try (RunningServer server = start("cleaned", SETTINGS)) {
      server.workspace("cleaned");
    }
    StoredItems storedItems = new StoredItems(ENVIRONMENT, List.of());
    String name = volume("cleaned").name();
    StoredItem kept = storedItems.find(name);
    assertThat(kept.kind()).isEqualTo("volume");
    assertThat(kept.workspaces()).containsOnlyKeys("cleaned");
    assertThat(kept.sizeBytes()).isGreaterThan(1 << 20);
    assertThat(engine.hasVolume(name)).isTrue();
    storedItems.remove(name, Progress.NONE);
    assertThat(engine.hasVolume(name)).isFalse();
    assertThat(kept.folder()).doesNotExist();
    assertThatThrownBy(() -> storedItems.find(name)).isInstanceOf(InvalidInput.class);
  }

  private static void build(String name, String dockerfile) throws IOException {
    Path folder = Files.createTempDirectory("pgassay-image");
    Path file = Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    engine
        .client()
        .buildImageCmd(folder.toFile())
        .withTags(Set.of(name))
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    Files.delete(file);
    Files.delete(folder);
  }

  private static ServerVolume volume(String workspace) {
    return ServerVolume.of(ENVIRONMENT, workspace);
  }

  private static DockerSource source() {
    return new DockerSource(ENVIRONMENT);
  }

  private static ServerOptions options(String workspace) {
    return TestContainers.options(workspace, SETTINGS);
  }

  private static RunningServer start(String workspace, Map<String, String> settings) {
    return source().start(TestContainers.options(workspace, settings), Progress.NONE);
  }

  private static void execute(Workspace workspace, String sql) {
    TestServer.execute(workspace.target(Role.OWNER), sql);
  }

  private static String ask(Workspace workspace, String sql) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      return session.text("ask", sql).orElseThrow();
    }
  }
}
