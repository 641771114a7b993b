package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.churn.ChurnRecall.Search;
import dev.pgassay.benchmarks.churn.ChurnRounds.Upkeep;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;

/** Searches after rounds of deletes and inserts: the host's part of {@link ChurnBenchmark}. */
public final class ChurnWorkload implements Workload {
  static final String K = "k";
  static final String EF_SEARCH = "ef_search";
  private static final String SHARE = "share";
  private static final String ROUNDS = "rounds";
  private static final String VACUUM = "vacuum";
  private static final String REINDEX = "reindex";
  private static final String ON = "on";
  private static final String OFF = "off";
  private static final int MOST_ROUNDS = 20;
  private static final int PERCENT = 100;

  /** Makes the workload; called by the service loader. */
  public ChurnWorkload() {}

  @Override
  public String name() {
    return "Churn";
  }

  @Override
  public String question() {
    return "How do recall and size of an HNSW index go, round by round, where rows come and go, and"
        + " how often does it need VACUUM or REINDEX?";
  }

  @Override
  public String gate() {
    return "as many rows after the rounds as before; every answer is a live row, once, near the exact"
        + " neighbours among the live rows; the plan uses the index, before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            SHARE,
            "percent of the events that a round deletes, and inserts as new ones",
            Stage.BUILD,
            new Integers(1, PERCENT),
            List.of("10")),
        new Parameter(
            ROUNDS,
            "rounds before the search is measured",
            Stage.BUILD,
            new Integers(0, MOST_ROUNDS),
            List.of("0", "1", "5")),
        new Parameter(
            VACUUM,
            "whether each round ends with a VACUUM of table and indexes",
            Stage.BUILD,
            new Words(List.of(ON, OFF)),
            List.of(ON, OFF)),
        new Parameter(
            REINDEX,
            "whether the HNSW index is rebuilt after the last round",
            Stage.BUILD,
            new Words(List.of(ON, OFF)),
            List.of(OFF)),
        new Parameter(
            EF_SEARCH,
            "candidates of a search; at least k",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("40")),
        new Parameter(
            K, "neighbours asked for", Stage.SESSION, new Integers(1, 1000), List.of("10")));
  }

  @Override
  public String benchmarkMethod() {
    return ChurnBenchmark.class.getName() + ".nearestK";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    if (point.integer(K) > point.integer(EF_SEARCH)) {
      throw new InvalidInput(
          "k must not be above ef_search, because an HNSW scan returns at most ef_search rows: k "
              + point.text(K)
              + ", ef_search "
              + point.text(EF_SEARCH));
    }
  }

  /**
   * The recall between the rounds is that of the very search that is measured when they are over.
   */
  @Override
  public Parameters build(Parameters point) {
    return point;
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    DatasetGenerator dataset = context.dataset();
    int loaded = Math.toIntExact(dataset.spec().events());
    int perRound = Math.max(1, (int) ((long) loaded * build.integer(SHARE) / PERCENT));
    // Not by the rounds asked for: the same new events come, however many follow.
    ChurnedEvents events = new ChurnedEvents(dataset, loaded + (long) MOST_ROUNDS * perRound);
    ChurnedRows rows = new ChurnedRows(loaded, perRound, dataset.spec().content().seed());
    ChurnRecall recall =
        new ChurnRecall(
            context, events, rows, new Search(build.integer(K), build.integer(EF_SEARCH)));
    ChurnRounds rounds =
        new ChurnRounds(
            events,
            rows,
            new Upkeep(
                build.integer(ROUNDS),
                build.text(VACUUM).equals(ON),
                build.text(REINDEX).equals(ON)),
            recall,
            context.progress());
    EventsCopy copy = EventsCopy.make(context, "churn", rounds);
    return new PreparedChurn(context, copy, events, rows, rounds, recall);
  }

  @Override
  public void restore(WorkloadContext context) {
    // The copy alone is changed.
  }
}
