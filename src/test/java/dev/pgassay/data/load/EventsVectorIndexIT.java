package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsVectorIndexIT {
  private static final BuildLimits LIMITS = new BuildLimits(65_536, 0);
  private static final VectorIndex VARIANT =
      VectorIndex.SCHEMA_DEFAULT.with(Map.of("m", "6", "ef_construction", "24"));

  private static Workspace workspace;

  private final EventsVectorIndex index = EventsVectorIndex.of(workspace);

  @BeforeAll
  static void load() {
    workspace = TestServer.workspace("vector_index");
    DatasetLoader.load(
        LoadedTables.source(LoadedTables.tiny()),
        workspace,
        new LoadOptions(2, new BuildLimits(131_072, 0)),
        Progress.NONE);
  }

  @Test
  void takesTheOneThatStandsWithItsRecordAndRestoresTheMigrationsOwn() {
    index.restore(LIMITS, Progress.NONE);
    assertThat(index.ensure(VectorIndex.SCHEMA_DEFAULT, LIMITS, Progress.NONE).reused()).isTrue();

    EventsVectorIndex.Existing built = index.ensure(VARIANT, LIMITS, Progress.NONE);
    EventsVectorIndex.Existing found = index.ensure(VARIANT, LIMITS, Progress.NONE);

    assertThat(built.reused()).isFalse();
    assertThat(found.reused()).isTrue();
    assertThat(found.index()).isEqualTo(VARIANT);
    assertThat(found.build()).isEqualTo(built.build());
    assertThat(found.warmed()).isPresent();
    assertThat(index.current()).contains(VARIANT);
    assertThat(SchemaVerifier.verify(workspace)).hasSize(1);

    assertThat(index.restore(LIMITS, Progress.NONE).reused()).isFalse();
    assertThat(index.current()).contains(VectorIndex.SCHEMA_DEFAULT);
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
  }

  @Test
  void buildsAnewWhereTheIndexOrItsRecordIsGone() {
    index.ensure(VARIANT, LIMITS, Progress.NONE);
    new LoadedTables(workspace).execute("DROP INDEX " + EventsVectorIndex.NAME);
    assertThat(index.current()).isEmpty();
    assertThat(index.ensure(VARIANT, LIMITS, Progress.NONE).reused()).isFalse();

    new LoadedTables(workspace).execute("DELETE FROM pgassay_meta.index_build");
    assertThat(index.ensure(VARIANT, LIMITS, Progress.NONE).reused()).isFalse();
  }

  @Test
  void keepsAVariantWhenTheDatasetIsFoundLoaded() {
    index.ensure(VARIANT, LIMITS, Progress.NONE);

    LoadReport report =
        DatasetLoader.load(
            LoadedTables.source(LoadedTables.tiny()),
            workspace,
            new LoadOptions(1, new BuildLimits(131_072, 0)),
            Progress.NONE);

    assertThat(report.already()).isTrue();
    assertThat(index.current()).contains(VARIANT);
  }

  @Test
  void saysWhatToDoWhereNothingIsLoaded() {
    EventsVectorIndex nowhere = EventsVectorIndex.of(TestServer.workspace("nothing_loaded"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> nowhere.restore(LIMITS, Progress.NONE))
        .withMessageStartingWith("no dataset is loaded in 127.0.0.1:")
        .withMessageEndingWith("/pgassay_nothing_loaded; run pgassay load first");
  }
}
