package dev.pgassay.runner.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.progress.RecordedProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run after another that was killed while it built variants of the index. */
class OwnIndexIT {
  private static final BuildLimits LIMITS = new BuildLimits(65_536, 0);
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  private static Workspace workspace;

  private final RecordedProgress said = new RecordedProgress();

  @BeforeAll
  static void load() {
    workspace = TestServer.workspace("own_index");
    DatasetLoader.load(
        LoadSource.of(TINY),
        workspace,
        new LoadOptions(2, new BuildLimits(131_072, 0)),
        Progress.NONE);
  }

  @Test
  void isBuiltInThePlaceOfAVariantThatWasLeft() {
    EventsVectorIndex index = EventsVectorIndex.of(workspace);
    index.ensure(
        VectorIndex.SCHEMA_DEFAULT.with(Map.of("m", "6", "ef_construction", "24")),
        LIMITS,
        Progress.NONE);

    assertThat(OwnIndex.restore(context())).isTrue();

    assertThat(index.current()).contains(VectorIndex.SCHEMA_DEFAULT);
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    assertThat(saidOfTheIndex())
        .containsExactly(
            "the HNSW index has m 6, ef_construction 24, vector_cosine_ops, not the schema's"
                + " values; building it again");
  }

  @Test
  void isBuiltWhereNoneWasLeftAndThenFoundWithoutAWord() {
    try (Session owner = Session.open(workspace.target(Role.OWNER))) {
      owner.execute("drop the index", "DROP INDEX IF EXISTS pgassay." + EventsVectorIndex.NAME);
    }

    assertThat(OwnIndex.restore(context())).isTrue();
    assertThat(OwnIndex.restore(context())).isFalse();

    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    assertThat(saidOfTheIndex()).containsExactly("the schema's HNSW index is missing; building it");
  }

  /** Returns the messages without the progress of a build, which a slow machine shows. */
  private List<String> saidOfTheIndex() {
    return said.lines().stream().filter(line -> !line.startsWith("build ")).toList();
  }

  private WorkloadContext context() {
    return new WorkloadContext(
        workspace,
        Optional.of(TINY),
        (metric, k, filter) -> {
          throw new IllegalStateException("no truth is asked for");
        },
        WorkloadContext.Copies.NONE,
        LIMITS,
        Path.of("."),
        said);
  }
}
