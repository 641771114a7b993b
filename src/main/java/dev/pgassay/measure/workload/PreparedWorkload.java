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
  /**
   * Returns where the points are measured.
   *
   * @return the loaded workspace, or a copy of it
   */
  Workspace workspace();

  /**
   * Returns as whom the points are measured.
   *
   * @return the role of the measured sessions
   */
  default Role role() {
    return Role.READ_ONLY;
  }

  /**
   * Returns the indexes that the points measure, built now or found in place.
   *
   * @return each with the record of its build; none unless the benchmark says otherwise
   */
  default List<IndexBuild> indexBuilds() {
    return List.of();
  }

  /**
   * Returns the tables that the points read, where these are the user's own and only the plan tells
   * which.
   *
   * @return each once; empty for benchmarks of the program, which read the seven tables
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
   * Returns what the benchmark's forks must be told.
   *
   * @param point a value for every parameter
   * @return by name
   * @throws InterruptedException where the run is ended
   */
  Map<String, String> forkInputs(Parameters point) throws InterruptedException;

  /**
   * Returns how the rows must be reached. The forks' gate holds the same rule.
   *
   * @param point a value for every parameter
   * @return the rule; {@link PlanRule#FREE} when the planner's choice is itself a result, and for
   *     operations that have no plan
   */
  default PlanRule plan(Parameters point) {
    return PlanRule.FREE;
  }

  /**
   * Returns the question whose exact answers the point is judged by, in the gate or after.
   *
   * @param point a value for every parameter
   * @return the question; empty for a benchmark that has no exact neighbours of the dataset's
   * @throws InterruptedException where the run is ended
   */
  default Optional<GroundTruthTask> truth(Parameters point) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Tells whether one execution of a query may answer otherwise than the one before, as on tables
   * that others write to. Where it may not, such an answer makes the point invalid.
   *
   * @return false unless the benchmark says otherwise
   */
  default boolean answersMayDiffer() {
    return false;
  }

  /**
   * Makes ready for a point at one number of clients, just before its forks start.
   *
   * @param point a value for every parameter
   * @throws InterruptedException where the run is ended
   */
  default void before(Parameters point) throws InterruptedException {}

  /**
   * Judges the answers that were timed. Not called when none was kept: a benchmark whose task keeps
   * no answers leaves all checks to the forks' gate and has no judgement of its own.
   *
   * @param point a value for every parameter
   * @param answers of all forks
   * @return what was found
   * @throws InterruptedException where the run is ended
   */
  default Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    throw new IllegalStateException("no judge of the answers at " + point);
  }

  /** Removes what was made for these points alone, such as a copy of the database. */
  @Override
  default void close() {}
}
