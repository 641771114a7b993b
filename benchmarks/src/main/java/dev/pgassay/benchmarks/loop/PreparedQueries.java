package dev.pgassay.benchmarks.loop;

import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Points that consist of one query each, with known rows: the gate checks the first of them, and
 * the host checks all timed answers. Not thread-safe.
 */
public class PreparedQueries implements PreparedWorkload {
  private final MeasuredPlace place;
  private final Queries queries;
  private final Map<Parameters, QueryInputs> made = new HashMap<>();

  /** Makes the query of a point. */
  @FunctionalInterface
  public interface Queries {
    /**
     * Makes the query.
     *
     * @param point a value for every parameter
     * @return the query with its parameters and its expected rows
     * @throws InterruptedException if the run is ended
     */
    QueryInputs of(Parameters point) throws InterruptedException;
  }

  /**
   * @param place of the measurement
   * @param queries makes the query of each point
   */
  public PreparedQueries(MeasuredPlace place, Queries queries) {
    this.place = place;
    this.queries = queries;
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
    return QuerySettings.with(Map.of());
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    return inputs(point).toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return made.containsKey(point) ? made.get(point).plan() : PlanRule.FREE;
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return Judgement.of(inputs(point).expected().violation(answers));
  }

  @Override
  public void close() {
    place.end().run();
  }

  private QueryInputs inputs(Parameters point) throws InterruptedException {
    QueryInputs inputs = made.get(point);
    if (inputs == null) {
      inputs = queries.of(point);
      made.put(point, inputs);
    }
    return inputs;
  }
}
