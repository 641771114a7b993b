package dev.pgassay.data.truth;

import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.VectorSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Compares a sample of a ground truth with the server's own exact scan: the same rows, and
 * distances that differ by no more than the rounding of single precision. It finds rows of another
 * dataset, a wrong metric, and errors of the search itself. Immutable and thread-safe.
 */
public final class GroundTruthCheck {
  /**
   * The vector is a parameter of unknown type, which the server reads as a vector, and is sent only
   * once.
   */
  private static final String EXACT_SCAN =
      """
      SELECT id, embedding %s CAST(? AS vector) AS distance
      FROM events
      ORDER BY distance
      LIMIT ?
      """;

  /** Switches sequential scans on too: if both were off, the planner would still use the index. */
  private static final String EXACT_PLAN =
      """
      SET LOCAL enable_indexscan = off;
      SET LOCAL enable_seqscan = on;
      """;

  private final ExactNeighbors truth;
  private final VectorSource queries;
  private final RowIds ids;

  /**
   * Prepares a check.
   *
   * @param truth answers without a filter
   * @param queries their queries
   * @param ids the keys of the events
   */
  public GroundTruthCheck(ExactNeighbors truth, VectorSource queries, RowIds ids) {
    if (queries.size() != truth.neighbors().queries()) {
      throw new IllegalArgumentException(
          "answers to %d queries, but %d queries"
              .formatted(truth.neighbors().queries(), queries.size()));
    }
    this.truth = truth;
    this.queries = queries;
    this.ids = ids;
  }

  /**
   * A comparison with the server's answer to one query.
   *
   * @param query its number
   * @param agrees whether rows and distances agree
   * @param largestDifference of two distances at the same place, in units of the distance
   * @param scanNanos duration of the server's scan, including sending and reading
   */
  public record Comparison(int query, boolean agrees, double largestDifference, long scanNanos) {}

  /**
   * Executes queries at equal distances in the set on the server, without its indexes, and compares
   * the answers.
   *
   * @param session may read {@code events}, which its search path finds; in no transaction
   * @param sample number of queries, at least 1
   * @param progress is told about finished queries
   * @return one comparison for each query of the sample
   * @throws Failure if the table contains rows of another dataset, or the server refuses
   */
  public List<Comparison> compare(Session session, int sample, Progress progress) {
    int count = (int) Math.min(sample, queries.size());
    List<Comparison> comparisons = new ArrayList<>();
    try (Progress.Task task = progress.start("check ground truth", count, "queries")) {
      session.inTransaction(
          "cannot check the ground truth",
          () -> {
            session.execute("cannot turn indexes off", EXACT_PLAN);
            for (int i = 0; i < count; i++) {
              int query = (int) (i * queries.size() / count);
              comparisons.add(compare(session.connection(), query));
              task.advance(1);
            }
          });
    }
    return comparisons;
  }

  /**
   * Checks a sample and refuses a ground truth that disagrees.
   *
   * @param session may read {@code events}, which its search path finds; in no transaction
   * @param sample number of queries, at least 1
   * @param progress is told about finished queries
   * @throws Failure if any query of the sample disagrees
   */
  public void require(Session session, int sample, Progress progress) {
    List<Comparison> comparisons = compare(session, sample, progress);
    List<Integer> disagreeing =
        comparisons.stream().filter(one -> !one.agrees()).map(Comparison::query).toList();
    if (!disagreeing.isEmpty()) {
      throw new Failure(
          "ground truth disagrees with the server's exact scan in %d of %d queries, first in query %d: load the dataset again"
              .formatted(disagreeing.size(), comparisons.size(), disagreeing.get(0)));
    }
  }

  private Comparison compare(Connection connection, int query) throws SQLException {
    String sql = EXACT_SCAN.formatted(truth.metric().operator());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, literal(query), Types.OTHER);
      statement.setInt(2, truth.k());
      long start = System.nanoTime();
      try (ResultSet result = statement.executeQuery()) {
        Answer answer = Answer.read(result, ids);
        return compare(query, answer, System.nanoTime() - start);
      }
    }
  }

  private Comparison compare(int query, Answer answer, long scanNanos) {
    Neighbors neighbors = truth.neighbors();
    double difference = largestDifference(neighbors.distances()[query], answer.distances());
    boolean complete = new Recall(neighbors, truth.k()).judge(query, answer.rows()).ratio() == 1;
    boolean agrees = complete && difference <= neighbors.tolerances()[query];
    return new Comparison(query, agrees, difference, scanNanos);
  }

  private static double largestDifference(double[] expected, List<Double> found) {
    double largest = 0;
    for (int i = 0; i < Math.min(expected.length, found.size()); i++) {
      largest = Math.max(largest, Math.abs(expected[i] - found.get(i)));
    }
    return largest;
  }

  private String literal(int query) {
    float[] vector = new float[queries.dimensions()];
    queries.read(query, 1, vector);
    StringBuilder text = new StringBuilder("[");
    for (float component : vector) {
      text.append(text.length() == 1 ? "" : ",").append(component);
    }
    return text.append(']').toString();
  }

  /** The server's answer, nearest first. */
  private record Answer(long[] rows, List<Double> distances) {
    static Answer read(ResultSet result, RowIds ids) throws SQLException {
      List<Long> rows = new ArrayList<>();
      List<Double> distances = new ArrayList<>();
      while (result.next()) {
        rows.add(rowOf(result.getObject(1, UUID.class), ids));
        distances.add(result.getDouble(2));
      }
      return new Answer(rows.stream().mapToLong(Long::longValue).toArray(), distances);
    }

    private static long rowOf(UUID id, RowIds ids) {
      long row = ids.rowOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
      if (row == RowIds.NONE) {
        throw new Failure("event " + id + " is not of this dataset: load the dataset again");
      }
      return row;
    }
  }
}
