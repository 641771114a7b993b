package dev.pgassay.benchmarks.nearest;

import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.stats.Measure;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.RecallStatistics;
import dev.pgassay.vector.RowFilter;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The held-out queries of a dataset and their true neighbours. Files of the run contain them, so
 * that all forks replay the same queries; the host judges the timed answers by them. Not
 * thread-safe.
 */
public final class NearestQuestions {
  /** The least recall of an exact search, which may differ from the truth only by ties. */
  public static final double LEAST_EXACT_RECALL = 0.99;

  private final WorkloadContext context;
  private final RowIds ids;

  public NearestQuestions(WorkloadContext context) {
    this.context = context;
    this.ids = context.dataset().ids(Table.EVENTS);
  }

  /**
   * The question of a query.
   *
   * @param metric the distance
   * @param k number of neighbours
   * @param filter which events may be returned, with a name that identifies the filter on this
   *     dataset
   */
  public record Question(Metric metric, int k, Named<RowFilter> filter) {
    /**
     * Makes the question for the neighbours among all events.
     *
     * @param metric the distance
     * @param k number of neighbours
     */
    public static Question among(Metric metric, int k) {
      return new Question(metric, k, GroundTruthTask.UNFILTERED);
    }

    /**
     * Returns the question in SQL. k is part of the text, because the planner would assume a tenth
     * of the table for a parameter.
     *
     * @param table of the events, with its schema
     * @return a statement that binds the query's vector
     */
    public String sql(String table) {
      return "SELECT id FROM %s ORDER BY embedding %s ? LIMIT %d"
          .formatted(table, metric.operator(), k);
    }
  }

  /**
   * Returns the file of the query vectors as parameters.
   *
   * @param times how often the statement binds the vector
   */
  public Path parameters(int times) {
    Path file = context.scratch().resolve("queries-" + times + ".bin");
    if (!Files.exists(file)) {
      ParameterFile.write(
          file,
          QueryParameters.columns(
              Collections.nCopies(times, new ParameterColumn.Vectors(vectors()))));
    }
    return file;
  }

  /** Returns the query vectors, by number of the query. */
  public float[][] vectors() {
    VectorSource queries = context.dataset().queries();
    float[][] vectors = new float[(int) queries.size()][queries.dimensions()];
    for (int query = 0; query < vectors.length; query++) {
      queries.read(query, 1, vectors[query]);
    }
    return vectors;
  }

  /**
   * Returns the file of the true neighbours, in the form for the gate of a fork.
   *
   * @throws InterruptedException if the run is ended
   */
  public Path expected(Question question) throws InterruptedException {
    Path file =
        context
            .scratch()
            .resolve(
                "truth-%s-%d-%s.bin"
                    .formatted(
                        question.metric(),
                        question.k(),
                        question.filter().name().replaceAll("[^a-z0-9]+", "-")));
    if (!Files.exists(file)) {
      NearestAnswers.of(neighbors(question), ids, question.k()).write(file);
    }
    return file;
  }

  /** Returns the task that determines the true neighbours. */
  public GroundTruthTask truth(Question question) {
    return GroundTruthTask.heldOut(context.dataset(), question.metric(), question.k())
        .withFilter(question.filter().name(), question.filter().content());
  }

  /**
   * Returns the true neighbours, with a margin beyond k.
   *
   * @throws InterruptedException if the run is ended
   */
  public Neighbors neighbors(Question question) throws InterruptedException {
    return context.truths().get(question.metric(), question.k(), question.filter()).neighbors();
  }

  /**
   * Judges the timed answers of all forks.
   *
   * @return their recall over the queries for which there is a row to find; empty if there is none
   * @throws Failure if an answer has a row that no event of the dataset has, or that the filter
   *     excludes
   * @throws InterruptedException if the run is ended
   */
  public Optional<RecallStatistics> judge(Question question, Answers answers)
      throws InterruptedException {
    Recall recall = new Recall(neighbors(question), question.k());
    List<QueryRecall> judged = new ArrayList<>();
    for (int query = 0; query < answers.queries(); query++) {
      if (answers.answered(query)) {
        QueryRecall one = recall.judge(query, rows(question, answers, query));
        if (one.expected() > 0) {
          judged.add(one);
        }
      }
    }
    return judged.isEmpty()
        ? Optional.empty()
        : Optional.of(
            RecallStatistics.of(question.k(), judged, context.dataset().spec().content().seed()));
  }

  /**
   * Counts the rows of the timed answers of all forks, including answers to queries for which there
   * is no row to find.
   *
   * @return the number of queries with too few rows, and the means of expected and of returned rows
   *     over the answered queries; empty if none was answered
   * @throws InterruptedException if the run is ended
   */
  public List<Measure> rowCounts(Question question, Answers answers) throws InterruptedException {
    double[][] distances = neighbors(question).distances();
    int answered = 0;
    int shortAnswers = 0;
    long expected = 0;
    long returned = 0;
    for (int query = 0; query < answers.queries(); query++) {
      if (answers.answered(query)) {
        int there = Math.min(question.k(), distances[query].length);
        answered++;
        shortAnswers += answers.rows(query) < there ? 1 : 0;
        expected += there;
        returned += answers.rows(query);
      }
    }
    return answered == 0
        ? List.of()
        : List.of(
            new Measure("short", "queries", shortAnswers),
            new Measure("to find", "rows", (double) expected / answered),
            new Measure("returned", "rows", (double) returned / answered));
  }

  /** Returns the number of rows of a complete answer: k, or the number of events. */
  public int expectedRows(int k) {
    return (int) Math.min(k, context.dataset().spec().events());
  }

  /**
   * Returns the least recall with which an index passes the gate. Random rows have a recall of k
   * divided by the number of rows, and so do answers from other data than the truth's. Even an
   * index on white noise, the worst case, is five times as good.
   *
   * @return 0 to 0.5
   */
  public double leastRecall(int k) {
    double blind = (double) expectedRows(k) / context.dataset().spec().events();
    return Math.min(0.5, 5 * blind);
  }

  private long[] rows(Question question, Answers answers, int query) {
    long[] rows = new long[answers.rows(query)];
    for (int rank = 0; rank < rows.length; rank++) {
      rows[rank] =
          ids.rowOf(
              answers.mostSignificantBits(query, rank), answers.leastSignificantBits(query, rank));
      if (rows[rank] == RowIds.NONE) {
        throw new Failure(
            "query " + query + " returned an id that no event of the dataset has; load again");
      }
      if (!question.filter().content().accepts(rows[rank])) {
        throw new Failure(
            "query "
                + query
                + " returned an event that the filter excludes: "
                + question.filter().name());
      }
    }
    return rows;
  }
}
