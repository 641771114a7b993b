package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.Redaction;
import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One benchmark at one combination of its parameters: checks, figures and raw data. What was not
 * measured is absent. Immutable; made by {@link #builder}.
 *
 * @param benchmark id of the benchmark, such as {@code hnsw-search}
 * @param parameters name to value, in the order in which the benchmark declares them
 * @param validity whether the figures mean what they say
 * @param reasons why it is not valid, each in one line; empty if and only if it is valid
 * @param schedule how it was measured
 * @param canary how fast the machine was just before
 * @param preparation in which state the caches were
 * @param indexBuiltAt which build of the index was measured: the time that it carries
 * @param planCheck how the rows were reached
 * @param planFile file of what {@code EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)} printed on the
 *     measured session at the end, relative to the run's folder with forward slashes
 * @param estimate where the planner's number of rows was off furthest in that plan
 * @param rowCheck how many rows came
 * @param answers query by query, absent for approximate ones, which recall tells of
 * @param groundTruth what the answers were judged by, absent for benchmarks that have no exact
 *     neighbours of the dataset's, and in the files of versions that did not tell
 * @param recall of the timed queries, absent for benchmarks that have none
 * @param measures figures beside the latencies, in the order of their columns
 * @param stages what was measured on the way to the state that was timed, in its order; absent for
 *     benchmarks that have one state only
 * @param latency merged over forks
 * @param histogram of the service times in nanoseconds to two digits, in HdrHistogram's compressed
 *     encoding, version 2, and base64
 * @param timeline the seconds that were measured, fork by fork in the order of time; absent where
 *     nothing was measured for seconds, and in the files of versions that did not keep them
 * @param openLoad of an open loop, absent for a closed one
 * @param throughput over forks and iterations
 * @param serverWork for each operation
 * @param forks the raw data
 */
public record Point(
    String benchmark,
    Map<String, String> parameters,
    Validity validity,
    List<String> reasons,
    Optional<Schedule> schedule,
    Optional<Canary> canary,
    Optional<Preparation> preparation,
    Optional<Instant> indexBuiltAt,
    Optional<PlanCheck> planCheck,
    Optional<String> planFile,
    Optional<RowEstimate> estimate,
    Optional<RowCheck> rowCheck,
    Optional<QueryAnswers> answers,
    Optional<GroundTruth> groundTruth,
    Optional<RecallSummary> recall,
    List<Measure> measures,
    Optional<List<MeasuredStage>> stages,
    Optional<Latency> latency,
    Optional<String> histogram,
    Optional<List<TimelineSecond>> timeline,
    Optional<OpenLoad> openLoad,
    Optional<Throughput> throughput,
    Optional<ServerWork> serverWork,
    List<Fork> forks) {

  /** Checks the components and copies the collections. */
  public Point {
    PointKey key = new PointKey(benchmark, parameters);
    parameters = key.parameters();
    Objects.requireNonNull(validity, "validity");
    reasons = Redaction.of(reasons);
    if (reasons.isEmpty() != (validity == Validity.VALID)) {
      throw new IllegalArgumentException(
          "a point has reasons if and only if it is not valid: " + validity + " " + reasons);
    }
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(canary, "canary");
    Objects.requireNonNull(preparation, "preparation");
    Objects.requireNonNull(indexBuiltAt, "indexBuiltAt");
    Objects.requireNonNull(planCheck, "planCheck");
    planFile.ifPresent(file -> Checked.relativePath("planFile", file));
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(rowCheck, "rowCheck");
    Objects.requireNonNull(answers, "answers");
    Objects.requireNonNull(groundTruth, "groundTruth");
    Objects.requireNonNull(recall, "recall");
    measures = List.copyOf(measures);
    stages = stages.map(List::copyOf);
    Objects.requireNonNull(latency, "latency");
    Objects.requireNonNull(histogram, "histogram");
    timeline = timeline.map(List::copyOf);
    Objects.requireNonNull(openLoad, "openLoad");
    Objects.requireNonNull(throughput, "throughput");
    Objects.requireNonNull(serverWork, "serverWork");
    forks = List.copyOf(forks);
  }

  /**
   * Begins a point.
   *
   * @param key which one
   * @return a builder that makes a valid point with no figures, unless told more
   */
  public static PointBuilder builder(PointKey key) {
    return new PointBuilder(key);
  }

  /**
   * Returns what tells this point from the others of its run.
   *
   * @return benchmark and parameters
   */
  public PointKey key() {
    return new PointKey(benchmark, parameters);
  }

  /**
   * Tells whether the figures mean what they say.
   *
   * @return whether it is {@link Validity#VALID}
   */
  public boolean valid() {
    return validity == Validity.VALID;
  }
}
