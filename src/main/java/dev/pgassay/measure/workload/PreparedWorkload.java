package dev.pgassay.measure.workload;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A database prepared for the points that share their build parameters. */
public interface PreparedWorkload extends AutoCloseable {
  /** Returns the workspace in which the points are measured: the loaded one, or a copy of it. */
  Workspace workspace();

  /** Returns the role of the measured sessions. */
  default Role role() {
    return Role.READ_ONLY;
  }

  /**
   * Returns the indexes that the points measure, built now or already there, each with the record
   * of its build. There are none unless the benchmark overrides this.
   */
  default List<IndexBuild> indexBuilds() {
    return List.of();
  }

  /**
   * Returns the tables that the points read, if these are the user's own and only the plan names
   * them; empty for benchmarks of the program, which read the seven tables.
   */
  default Set<QualifiedName> tables() {
    return Set.of();
  }

  /**
   * Returns the settings of the measured session.
   *
   * @param point a value for every parameter
   * @return server settings by name
   */
  Map<String, String> sessionSettings(Parameters point);

  /**
   * Returns the inputs of the benchmark's forks, by name.
   *
   * @param point a value for every parameter
   * @throws InterruptedException if the run is ended
   */
  Map<String, String> forkInputs(Parameters point) throws InterruptedException;

  /**
   * Returns how the rows must be reached. The forks' gate checks the same rule.
   *
   * @param point a value for every parameter
   * @return the rule; {@link PlanRule#FREE} if the planner's choice is a result, and for operations
   *     without a plan
   */
  default PlanRule plan(Parameters point) {
    return PlanRule.FREE;
  }

  /**
   * Returns the question whose exact answers the point is judged by, in the gate or afterwards.
   *
   * @param point a value for every parameter
   * @return empty for a benchmark without exact neighbours of the dataset
   * @throws InterruptedException if the run is ended
   */
  default Optional<GroundTruthTask> truth(Parameters point) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Tells whether two executions of a query may have different answers, for example on tables to
   * which others write. If not, different answers make the point invalid.
   *
   * @return false unless the benchmark overrides this
   */
  default boolean answersMayDiffer() {
    return false;
  }

  /**
   * Prepares a point at one number of clients, just before its forks start.
   *
   * @param point a value for every parameter
   * @throws InterruptedException if the run is ended
   */
  default void before(Parameters point) throws InterruptedException {}

  /**
   * Judges the timed answers. Not called if none was kept: a benchmark whose task keeps no answers
   * leaves all checks to the forks' gate.
   *
   * @param point a value for every parameter
   * @param answers of all forks
   * @throws InterruptedException if the run is ended
   */
  default Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    throw new IllegalStateException("no judge of the answers at " + point);
  }

  /** Removes what was made only for these points, such as a copy of the database. */
  @Override
  default void close() {}
}
