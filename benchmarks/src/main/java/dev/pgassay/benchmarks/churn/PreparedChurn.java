package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.nearest.NearestAnswers;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.RecallStatistics;
import dev.pgassay.vector.RowFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A copy whose rows were partly replaced, with the exact neighbours among the remaining rows. */
final class PreparedChurn implements PreparedWorkload {
  private final WorkloadContext context;
  private final EventsCopy copy;
  private final ChurnedEvents events;
  private final ChurnedRows rows;
  private final ChurnRounds rounds;
  private final ChurnRecall recall;
  private final NearestQuestions questions;

  /**
   * @param copy after the last round
   * @param events the loaded and the new ones
   * @param rows the remaining rows
   * @param rounds counts of the server
   * @param recall the exact neighbours among the remaining rows
   */
  PreparedChurn(
      WorkloadContext context,
      EventsCopy copy,
      ChurnedEvents events,
      ChurnedRows rows,
      ChurnRounds rounds,
      ChurnRecall recall) {
    this.context = context;
    this.copy = copy;
    this.events = events;
    this.rows = rows;
    this.rounds = rounds;
    this.recall = recall;
    this.questions = new NearestQuestions(context);
  }

  @Override
  public Workspace workspace() {
    return copy.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return copy.builds();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings =
        EventsVectorIndex.TYPE.searchSettings(point.text(ChurnWorkload.EF_SEARCH));
    settings.putAll(
        Map.of(
            "plan_cache_mode", "auto",
            "statement_timeout", "60s",
            "jit", "off",
            "enable_seqscan", "off"));
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    int k = point.integer(ChurnWorkload.K);
    Path truth = context.scratch().resolve("churn-truth-" + k + ".bin");
    NearestAnswers.of(recall.truth(), events.ids(), k).write(truth);
    return new QueryInputs(
            recall.search().sql(copy),
            questions.parameters(1),
            RowShape.IDS,
            new Rows(0, questions.expectedRows(k)),
            new Expected.Neighbours(truth, questions.leastRecall(k)),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return PlanRule.uses(EventsVectorIndex.NAME);
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return Optional.of(recall.question());
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    List<String> violations = new ArrayList<>();
    long expected = context.dataset().spec().events();
    if (rounds.counted() != expected) {
      violations.add("the table has " + rounds.counted() + " rows instead of " + expected);
    }
    int k = point.integer(ChurnWorkload.K);
    Recall judge = new Recall(recall.truth(), k);
    List<QueryRecall> judged = new ArrayList<>();
    for (int query = 0; query < answers.queries(); query++) {
      if (answers.answered(query)) {
        Optional<long[]> found = liveRows(query, answers);
        if (found.isEmpty()) {
          violations.add("query " + query + " returned an event that is not there");
          return new Judgement(Optional.empty(), violations, rounds.measures(), rounds.stages());
        }
        judged.add(judge.judge(query, found.get()));
      }
    }
    long seed = context.dataset().spec().content().seed();
    return new Judgement(
        judged.isEmpty() ? Optional.empty() : Optional.of(RecallStatistics.of(k, judged, seed)),
        violations,
        rounds.measures(),
        rounds.stages());
  }

  /** Returns the rows of an answer; empty if one of them was deleted or never existed. */
  private Optional<long[]> liveRows(int query, Answers answers) {
    RowFilter live = rows.live();
    long[] found = new long[answers.rows(query)];
    for (int rank = 0; rank < found.length; rank++) {
      found[rank] =
          events
              .ids()
              .rowOf(
                  answers.mostSignificantBits(query, rank),
                  answers.leastSignificantBits(query, rank));
      if (found[rank] < 0 || found[rank] >= rows.everInserted() || !live.accepts(found[rank])) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  @Override
  public void close() {
    copy.close();
  }
}
