package dev.pgassay.workload;

import dev.pgassay.db.IndexBuild;
import dev.pgassay.fork.Answers;
import dev.pgassay.vector.RecallSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database prepared for the points that share their build parameters. */
public interface PreparedWorkload {
  /**
   * Returns the indexes that the points measure, built now or found standing.
   *
   * @return each with the record of its build
   */
  List<IndexBuild> indexBuilds();

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
   * Returns the index that the plan must use.
   *
   * @param point a value for every parameter
   * @return its name; empty where the planner's choice is itself a result
   */
  Optional<String> expectedIndex(Parameters point);

  /**
   * Judges the answers that were timed.
   *
   * @param point a value for every parameter
   * @param answers of all forks
   * @return their recall, over the queries that were executed
   * @throws InterruptedException where the run is ended
   */
  RecallSummary judge(Parameters point, Answers answers) throws InterruptedException;
}
