package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.query.PreparedQuery;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.RecallStatistics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executes all held-out queries between the rounds, one after the other and by the index, and
 * compares the answers with the exact neighbours among the current rows. None of this is timed. Not
 * thread-safe.
 */
final class ChurnRecall {
  private static final int LEAST_MARGIN = 10;

  private final WorkloadContext context;
  private final ChurnedEvents events;
  private final ChurnedRows rows;
  private final Search search;
  private final float[][] vectors;
  private Optional<Truth> latest = Optional.empty();

  /**
   * The search of the measured clients.
   *
   * @param k neighbours
   * @param efSearch candidates
   */
  record Search(int k, int efSearch) {
    String sql(EventsCopy copy) {
      return """
      SELECT id
      FROM %s
      ORDER BY embedding <=> ?
      LIMIT %d"""
          .formatted(copy.quoted(EventsCopy.EVENTS), k);
    }
  }

  private record Truth(long everInserted, Neighbors neighbors) {}

  ChurnRecall(WorkloadContext context, ChurnedEvents events, ChurnedRows rows, Search search) {
    this.context = context;
    this.events = events;
    this.rows = rows;
    this.search = search;
    this.vectors = new NearestQuestions(context).vectors();
  }

  Search search() {
    return search;
  }

  /** Returns the current recall of the copy. */
  RecallStatistics of(EventsCopy copy) throws InterruptedException {
    Recall recall = new Recall(truth(), search.k());
    List<QueryRecall> judged = new ArrayList<>();
    String doing = "cannot search the copy between its rounds";
    try (Session session = Session.open(copy.workspace().target(Role.READ_ONLY))) {
      session.execute(doing, "SET enable_seqscan = off");
      session.execute(
          doing, "SET " + EventsVectorIndex.TYPE.effort().setting() + " = " + search.efSearch());
      try (PreparedQuery query =
          PreparedQuery.prepare(
              session.connection(),
              search.sql(copy),
              QueryParameters.vectors(vectors),
              RowShape.IDS)) {
        requireIndex(session, query);
        for (int number = 0; number < vectors.length; number++) {
          requireGoingOn();
          judged.add(recall.judge(number, answer(query, number)));
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
    return RecallStatistics.of(search.k(), judged, context.dataset().spec().content().seed());
  }

  /** Returns the exact neighbours among the current rows. */
  Neighbors truth() throws InterruptedException {
    long everInserted = rows.everInserted();
    if (latest.filter(known -> known.everInserted() == everInserted).isEmpty()) {
      Neighbors neighbors =
          question()
              .compute(Runtime.getRuntime().availableProcessors(), context.progress())
              .neighbors();
      latest = Optional.of(new Truth(everInserted, neighbors));
    }
    return latest.orElseThrow().neighbors();
  }

  /** Returns the question that {@link #truth} answers. */
  GroundTruthTask question() {
    return new GroundTruthTask(
        new Named<>(events.identity(), events.vectors(rows.everInserted())),
        GroundTruthTask.heldOut(context.dataset(), Metric.COSINE, search.k()).queries(),
        Metric.COSINE,
        new Named<>(rows.name(), rows.live()),
        search.k(),
        Math.max(LEAST_MARGIN, search.k()));
  }

  private long[] answer(PreparedQuery query, int number) throws SQLException {
    long[] halves = new long[2 * search.k()];
    long[] found = new long[query.execute(number, halves)];
    for (int rank = 0; rank < found.length; rank++) {
      found[rank] = events.ids().rowOf(halves[2 * rank], halves[2 * rank + 1]);
    }
    return found;
  }

  /** Refuses a scan of all rows; its recall would be 1 and say nothing about the index. */
  private static void requireIndex(Session session, PreparedQuery query) {
    String literal = query.literals(0).get(0);
    String explain = "EXPLAIN " + query.sql().replace("?", literal);
    String plan =
        String.join("\n", session.rows("cannot explain", row -> row.getString(1), explain));
    if (!plan.contains("Index Scan using " + EventsVectorIndex.NAME)) {
      throw new Failure(
          "the planner did not choose %s after a round: %s"
              .formatted(EventsVectorIndex.NAME, plan.lines().findFirst().orElse("no plan")));
    }
  }

  private static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while a copy was searched between its rounds");
    }
  }
}
