package dev.pgassay.data.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.FloatError;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroundTruthCheckIT {
  private static final int K = 10;
  private static final int SAMPLE = 5;

  private static final DatasetGenerator GENERATOR =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));
  private static final RowIds IDS = RowIds.of(Table.EVENTS, GENERATOR.spec().content().seed());

  private static Session session;

  @BeforeAll
  static void loadEventsWithAnIndexThatReturnsTooFewRows() throws Exception {
    session = Session.open(TestServer.workspace("ground_truth_check").target(Role.OWNER));
    session.execute(
        "cannot create the table",
        "CREATE TABLE events (id uuid PRIMARY KEY, embedding vector(1536) NOT NULL)");
    insert(GENERATOR.events());
    session.execute(
        "cannot create the indexes",
        """
        CREATE INDEX ON events USING hnsw (embedding vector_cosine_ops) WITH (m = 2, ef_construction = 4);
        ANALYZE events;
        SET hnsw.ef_search = 1;
        SET enable_seqscan = off;
        """);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void agreesWithTheServersExactScan(Metric metric) throws Exception {
    ExactNeighbors truth = truth(metric);
    check(truth).require(session, SAMPLE, Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void differsFromPgvectorByFarLessThanTheTolerance(Metric metric) throws Exception {
    ExactNeighbors truth = truth(metric);
    double tolerance = Arrays.stream(truth.neighbors().tolerances()).min().orElseThrow();
    assertThat(tolerance).isLessThan(2 * FloatError.productBound(1_536));
    assertThat(check(truth).compare(session, SAMPLE, Progress.NONE))
        .hasSize(SAMPLE)
        .allMatch(one -> one.largestDifference() > 0, "pgvector rounds to single precision")
        .allMatch(one -> one.largestDifference() < tolerance / 2)
        .allMatch(one -> one.scanNanos() > 0);
  }

  @Test
  void spreadsTheSampleOverTheQueries() throws Exception {
    List<GroundTruthCheck.Comparison> comparisons =
        check(truth(Metric.COSINE)).compare(session, 4, Progress.NONE);
    int quarter = (int) GENERATOR.queries().size() / 4;
    assertThat(comparisons)
        .extracting(GroundTruthCheck.Comparison::query)
        .containsExactly(0, quarter, 2 * quarter, 3 * quarter);
  }

  @Test
  void refusesATruthThatNamesOtherRows() throws Exception {
    ExactNeighbors truth = truth(Metric.COSINE);
    long[] rows = truth.neighbors().rows()[0];
    rows[K - 1] = rows[2 * K - 1];
    assertDisagrees(truth, "in 1 of 5 queries, first in query 0");
  }

  @Test
  void refusesATruthOfAnotherMetric() throws Exception {
    ExactNeighbors cosine = truth(Metric.COSINE);
    ExactNeighbors mislabelled =
        new ExactNeighbors(cosine.neighbors(), Metric.L2, K, cosine.margin(), cosine.contentKey());
    assertDisagrees(mislabelled, "in 5 of 5 queries, first in query 0");
  }

  @Test
  void refusesRowsOfAnotherDataset() throws Exception {
    GroundTruthCheck check =
        new GroundTruthCheck(truth(Metric.COSINE), GENERATOR.queries(), RowIds.of(Table.EVENTS, 1));
    assertThatThrownBy(() -> check.require(session, SAMPLE, Progress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageMatching("event [0-9a-f-]{36} is not of this dataset: load the dataset again");
  }

  @Test
  void leavesTheSessionsSettingsAlone() throws Exception {
    check(truth(Metric.COSINE)).require(session, 1, Progress.NONE);
    assertThat(session.text("cannot ask", "SHOW enable_indexscan")).contains("on");
  }

  private static void assertDisagrees(ExactNeighbors truth, String where) {
    assertThatThrownBy(() -> check(truth).require(session, SAMPLE, Progress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "ground truth disagrees with the server's exact scan "
                + where
                + ": load the dataset again");
  }

  private static GroundTruthCheck check(ExactNeighbors truth) {
    return new GroundTruthCheck(truth, GENERATOR.queries(), IDS);
  }

  private static ExactNeighbors truth(Metric metric) throws InterruptedException {
    return GroundTruthTask.heldOut(GENERATOR, metric, K).compute(2, Progress.NONE);
  }

  private static void insert(VectorSource events) throws Exception {
    float[] vector = new float[events.dimensions()];
    try (PreparedStatement insert =
        session.connection().prepareStatement("INSERT INTO events VALUES (?, CAST(? AS vector))")) {
      for (int row = 0; row < events.size(); row++) {
        events.read(row, 1, vector);
        insert.setObject(1, IDS.uuid(row));
        insert.setObject(2, Arrays.toString(vector), Types.OTHER);
        insert.addBatch();
        if (row % 100 == 99) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
