package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.VectorTable;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexBuilderIT {
  private static final BuildSettings AMPLE = new BuildSettings(65_536, 0);

  private final Workspace workspace = TestServer.workspace("index_builder");
  private final VectorTable table = new VectorTable(workspace, "built");

  @BeforeEach
  void createTable() {
    table.create(2_000, 32);
  }

  @Test
  void tellsWhatABuildTook() {
    IndexDefinition definition =
        new IndexDefinition(
            named("built_id_idx"),
            "CREATE INDEX built_id_idx ON " + table.name().quoted() + " (id)",
            Optional.of("it's for a test"));

    IndexBuild build = build(definition, AMPLE);

    assertThat(build.name()).isEqualTo("built_id_idx");
    assertThat(build.seconds()).isPositive();
    assertThat(build.sizeBytes()).isEqualTo(size("built_id_idx")).isPositive();
    assertThat(build.walBytes()).isGreaterThan(0);
    assertThat(build.notices()).isEmpty();
    assertThat(build.settings())
        .containsEntry("maintenance_work_mem", "64MB")
        .containsEntry("max_parallel_maintenance_workers", "0")
        .containsKey("shared_buffers");
    assertThat(text("SELECT obj_description('pgassay.built_id_idx'::regclass)"))
        .isEqualTo("it's for a test");
  }

  @Test
  void buildsTheIndexOfAConstraint() {
    table.execute("ALTER TABLE pgassay.built DROP CONSTRAINT built_pkey");
    IndexBuild build =
        build(
            new IndexDefinition(
                named("built_pkey"),
                "ALTER TABLE pgassay.built ADD CONSTRAINT built_pkey PRIMARY KEY (id)",
                Optional.empty()),
            AMPLE);

    assertThat(build.sizeBytes()).isEqualTo(size("built_pkey")).isPositive();
  }

  @Test
  void keepsTheNoticeThatTheGraphLeftMemory() {
    table.create(1_500, 64);
    IndexBuild build = build(hnsw(VectorIndex.SCHEMA_DEFAULT), new BuildSettings(1_024, 0));

    assertThat(build.notices())
        .hasSize(1)
        .first()
        .asString()
        .matches("hnsw graph no longer fits into maintenance_work_mem after \\d+ tuples");
  }

  @Test
  void countsTheWorkersOfAParallelBuild() {
    table.execute("ALTER TABLE pgassay.built SET (parallel_workers = 1)");

    assertThat(
            build(hnsw(VectorIndex.SCHEMA_DEFAULT), new BuildSettings(131_072, 1))
                .workers()
                .launched())
        .isEqualTo(OptionalInt.of(1));
  }

  @Test
  void putsAVariantInThePlaceOfWhatStands() throws SQLException {
    build(hnsw(VectorIndex.SCHEMA_DEFAULT), AMPLE);
    assertThat(standing()).contains(VectorIndex.SCHEMA_DEFAULT);
    VectorIndex variant =
        IndexType.HNSW.index(Metric.L2, Map.of("m", "8", "ef_construction", "32")::get);

    build(hnsw(variant), AMPLE);

    assertThat(standing()).contains(variant);
  }

  @Test
  void leavesAnIndexOfAnotherNameAlone() {
    table.execute(
        "CREATE INDEX mine_idx ON pgassay.built USING hnsw (embedding vector_cosine_ops)");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> build(hnsw(VectorIndex.SCHEMA_DEFAULT), AMPLE))
        .withMessage(
            "index pgassay.mine_idx is on pgassay.built.embedding, and pgassay did not make it: the planner may use it or built_hnsw_idx; drop it");

    assertThat(size("mine_idx")).isPositive();
  }

  @Test
  void readsTheParametersOfADefinitionThatNamesNone() throws SQLException {
    table.execute(
        "CREATE INDEX built_hnsw_idx ON pgassay.built USING hnsw (embedding vector_cosine_ops)");

    assertThat(standing()).contains(VectorIndex.SCHEMA_DEFAULT);
  }

  @Test
  void findsNoIndexWhereNoneStands() throws SQLException {
    assertThat(standing()).isEmpty();
  }

  @Test
  void refusesToChooseBetweenTwo() {
    table.execute(
        "CREATE INDEX built_one_idx ON pgassay.built USING hnsw (embedding vector_cosine_ops)");
    table.execute(
        "CREATE INDEX built_two_idx ON pgassay.built USING hnsw (embedding vector_cosine_ops)");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(this::standing)
        .withMessage(
            "there are two HNSW indexes on pgassay.built.embedding, pgassay.built_one_idx and"
                + " pgassay.built_two_idx: the planner may use either; drop one");
  }

  @Test
  void keepsNeitherIndexNorRecordWithoutTheOther() throws SQLException {
    table.execute("DROP TABLE IF EXISTS pgassay.record");
    table.execute("CREATE TABLE pgassay.record (name text PRIMARY KEY)");
    BuildRecorder failing =
        (connection, build) -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO pgassay.record VALUES ('" + build.name() + "')");
            statement.execute("SELECT 1 / 0");
          }
        };
    try (IndexBuilder builder = IndexBuilder.open(workspace.target(Role.OWNER), AMPLE)) {
      assertThatExceptionOfType(DatabaseFailure.class)
          .isThrownBy(() -> builder.build(hnsw(VectorIndex.SCHEMA_DEFAULT), failing, Progress.NONE))
          .withMessageStartingWith("cannot build index built_hnsw_idx: division by zero");
    }

    assertThat(standing()).isEmpty();
    assertThat(text("SELECT count(*) FROM pgassay.record")).isEqualTo("0");
  }

  @Test
  void cancelsTheBuildInTheServerWhenItIsInterrupted() throws Exception {
    table.create(20_000, 64);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                build(
                    hnsw(
                        VectorIndex.SCHEMA_DEFAULT.with(
                            Map.of("m", "64", "ef_construction", "800"))),
                    AMPLE);
              } catch (Failure e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
              }
            });
    thread.start();
    awaitBuild();

    thread.interrupt();
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(thrown.get())
        .hasMessage(
            "cannot build index built_hnsw_idx: interrupted; the server has dropped what was begun");
    assertThat(standing()).isEmpty();
    assertThat(text(RUNNING_BUILDS)).isEqualTo("0");
  }

  @Test
  void prewarmsATableWithItsIndexes() throws SQLException {
    build(hnsw(VectorIndex.SCHEMA_DEFAULT), AMPLE);
    try (Connection connection = table.open()) {
      Optional<Prewarm.Warmed> warmed = Prewarm.table(connection, table.name());

      assertThat(warmed).isPresent();
      assertThat(warmed.get().resident()).isTrue();
      assertThat(warmed.get().readBytes()).isEqualTo(warmed.get().wholeBytes());
      assertThat(String.valueOf(warmed.get().wholeBytes()))
          .isEqualTo(
              text(
                  "SELECT sum(pg_relation_size(c.oid)) FROM pg_class AS t, pg_class AS c"
                      + " WHERE t.oid = 'pgassay.built'::regclass AND (c.oid IN (t.oid,"
                      + " t.reltoastrelid) OR c.oid IN (SELECT indexrelid FROM pg_index"
                      + " WHERE indrelid IN (t.oid, t.reltoastrelid)))"));
    }
  }

  private static final String RUNNING_BUILDS =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
          + " AND query LIKE 'CREATE INDEX \"built_hnsw_idx\"%'";

  private void awaitBuild() throws Exception {
    for (int tries = 0; tries < 200 && text(RUNNING_BUILDS).equals("0"); tries++) {
      Thread.sleep(50);
    }
    assertThat(text(RUNNING_BUILDS)).isEqualTo("1");
  }

  private IndexBuild build(IndexDefinition definition, BuildSettings settings) {
    try (IndexBuilder builder = IndexBuilder.open(workspace.target(Role.OWNER), settings)) {
      return builder.replace(
          IndexType.HNSW, table.embedding(), definition, BuildRecorder.NONE, Progress.NONE);
    }
  }

  private IndexDefinition hnsw(VectorIndex index) {
    return new IndexDefinition(
        named("built_hnsw_idx"),
        index.createSql("built_hnsw_idx", table.embedding(), extensionSchema()),
        Optional.empty());
  }

  private String extensionSchema() {
    try (Connection connection = table.open()) {
      return VectorColumn.extensionSchema(connection);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare the test", e);
    }
  }

  private Optional<VectorIndex> standing() throws SQLException {
    try (Connection connection = table.open()) {
      return VectorIndex.standing(connection, IndexType.HNSW, table.embedding());
    }
  }

  private long size(String index) {
    return Long.parseLong(text("SELECT pg_relation_size('pgassay." + index + "'::regclass)"));
  }

  private QualifiedName named(String index) {
    return new QualifiedName(workspace.schema(), index);
  }

  private String text(String query) {
    try (Connection connection = table.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot look", e);
    }
  }
}
