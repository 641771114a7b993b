package dev.pgassay.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildRecorder;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.IndexBuilder;
import dev.pgassay.postgres.index.IndexDefinition;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server by its URL in a container as engines make it: 64 MB for what its processes share. */
@Tag("alone")
class SmallContainerIT {
  private static final BuildLimits OURS = new BuildLimits(1L << 30, 63);
  private static final long NEEDED_BYTES = 100L << 20;

  @TempDir private static Path home;

  private static ReferenceServer container;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    DockerCli.assumeEngine();
    ReferenceServer.build();
    container =
        ReferenceServer.start(
            "secret", List.of("--memory", "1g"), "-c", "max_parallel_maintenance_workers=1");
    server = container.open("postgres", "secret", "postgres", home);
  }

  @AfterAll
  static void remove() {
    if (server != null) {
      server.close();
    }
    if (container != null) {
      container.close();
    }
  }

  @Test
  void tellsItsOwnMemoryAndNotThatOfTheMachine() {
    assertThat(server.buildLimits(OURS))
        .isEqualTo(new BuildLimits((1L << 20) / 3, 1, OptionalLong.of(65_536)));
  }

  @Test
  void buildsAnIndexByOneProcessWhereTwoCannotShareTheGraph() {
    ConnectionTarget owner = server.workspace("small").target(Role.OWNER);
    try (Session session = Session.open(owner)) {
      session.execute(
          "cannot make the table",
          """
          CREATE TABLE pgassay.vectors (embedding vector(64)) WITH (parallel_workers = 1);
          INSERT INTO pgassay.vectors
          SELECT (SELECT array_agg(random()) FROM generate_series(1, 64) WHERE row > 0)::vector
          FROM generate_series(1, 3000) AS row;
          """);
    }
    BuildSettings fitting = server.buildLimits(OURS).fitting(NEEDED_BYTES);
    BuildSettings shared = new BuildSettings(fitting.maintenanceWorkMemKilobytes(), 1);

    assertThatThrownBy(() -> build(owner, shared))
        .hasMessageContaining("could not resize shared memory segment");
    IndexBuild build = build(owner, fitting);
    assertThat(build.workers().launched()).hasValue(0);
    assertThat(build.notices()).isEmpty();
  }

  private static IndexBuild build(ConnectionTarget owner, BuildSettings settings) {
    IndexDefinition index =
        new IndexDefinition(
            new QualifiedName("pgassay", "vectors_idx"),
            "CREATE INDEX vectors_idx ON pgassay.vectors USING hnsw (embedding vector_l2_ops)",
            Optional.empty());
    try (IndexBuilder builder = IndexBuilder.open(owner, settings)) {
      return builder.build(index, BuildRecorder.NONE, Progress.NONE);
    }
  }
}
