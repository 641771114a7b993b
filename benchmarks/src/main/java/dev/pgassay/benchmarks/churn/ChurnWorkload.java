package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.churn.ChurnRecall.Search;
import dev.pgassay.benchmarks.churn.ChurnRounds.Upkeep;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Searches after rounds of deletes and inserts: the host's part of {@link ChurnBenchmark}. */
public final class ChurnWorkload extends BenchmarkWorkload {
  static final String K = "k";
  static final String EF_SEARCH = "ef_search";
  private static final String ON = "on";
  static final int MOST_ROUNDS = 20;
  private static final int PERCENT = 100;

  /** Makes the workload; called by the service loader. */
  public ChurnWorkload() {
    super(ChurnBenchmark.class);
  }

  @Override
  public String question() {
    return "How do recall and size of an HNSW index change, round by round, while rows are"
        + " deleted and inserted, and how often does it need VACUUM or REINDEX?";
  }

  @Override
  public String gate() {
    return "as many rows after the rounds as before; every answer is a live row, once, near the"
        + " exact"
        + " neighbours among the live rows; the plan uses the index, before and after";
  }

  @Override
  public void check(Parameters point) {
    point.requireAtMost(K, EF_SEARCH, "an HNSW scan returns at most ef_search rows");
  }

  /**
   * Each point has a build of its own, because the recall between the rounds is that of the
   * measured search.
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
    int perRound = Math.max(1, (int) ((long) loaded * build.integer("share") / PERCENT));
    // Independent of the requested number of rounds, so that every run inserts the same new events.
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
                build.integer("rounds"),
                build.text("vacuum").equals(ON),
                build.text("reindex").equals(ON)),
            recall,
            context.progress());
    EventsCopy copy = EventsCopy.make(context, "churn", rounds);
    return new PreparedChurn(context, copy, events, rows, rounds, recall);
  }
}
