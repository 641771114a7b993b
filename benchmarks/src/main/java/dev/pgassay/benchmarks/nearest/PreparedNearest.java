package dev.pgassay.benchmarks.nearest;

import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches for the nearest events by one statement for each point, in the loaded workspace or in a
 * copy of it.
 */
public final class PreparedNearest implements PreparedWorkload {
  private final MeasuredPlace place;
  private final Searches searches;
  private final NearestQuestions questions;

  /** The rule for answers. */
  public enum Demand {
    /** At most k rows, near the true neighbours. */
    NEAR,
    /** The answer has every row that can be found, near the true neighbours. */
    NEAR_AND_COMPLETE,
    /** The true neighbours; ties may differ. */
    EXACT
  }

  /**
   * A search.
   *
   * @param question the question
   * @param sql the statement
   * @param vectors number of question marks, each for the query's vector
   * @param settings of the session, in addition to those of all searches
   * @param plan how the rows must be reached
   * @param demand the gate's rule for answers
   */
  public record Search(
      Question question,
      String sql,
      int vectors,
      Map<String, String> settings,
      PlanRule plan,
      Demand demand) {}

  /** Makes the search of a point. */
  @FunctionalInterface
  public interface Searches {
    /**
     * Makes the search.
     *
     * @param point a value for every parameter
     * @param schema of the tables
     */
    Search of(Parameters point, String schema);
  }

  /**
   * Prepares points.
   *
   * @param context of the workload
   * @param place of the measurement
   * @param searches makes the search of each point
   */
  public PreparedNearest(WorkloadContext context, MeasuredPlace place, Searches searches) {
    this.place = place;
    this.searches = searches;
    this.questions = new NearestQuestions(context);
  }

  @Override
  public Workspace workspace() {
    return place.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return place.builds();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(search(point).settings());
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Search search = search(point);
    int most = questions.expectedRows(search.question().k());
    return QueryInputs.whole(
        new QueryInputs(
                search.sql(),
                questions.parameters(search.vectors()),
                RowShape.IDS,
                search.demand() == Demand.NEAR_AND_COMPLETE
                    ? Rows.exactly(most)
                    : new Rows(0, most),
                new Expected.Neighbours(questions.expected(search.question()), leastRecall(search)),
                search.plan())
            .toMap());
  }

  @Override
  public PlanRule plan(Parameters point) {
    return search(point).plan();
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return Optional.of(questions.truth(search(point).question()));
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return new Judgement(questions.judge(search(point).question(), answers), List.of(), List.of());
  }

  @Override
  public void close() {
    place.end().run();
  }

  private double leastRecall(Search search) {
    return search.demand() == Demand.EXACT
        ? NearestQuestions.LEAST_EXACT_RECALL
        : questions.leastRecall(search.question().k());
  }

  private Search search(Parameters point) {
    return searches.of(point, workspace().schema());
  }
}
