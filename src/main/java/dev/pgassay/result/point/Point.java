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
 * The checks, figures and raw data of one benchmark at one combination of its parameters.
 * Components that were not measured are absent. Immutable; made by {@link #builder}.
 *
 * @param benchmark id of the benchmark, such as {@code hnsw-search}
 * @param parameters name to value, in the order in which the benchmark declares them
 * @param validity whether the figures can be trusted
 * @param reasons why it is not valid, each in one line; empty if and only if it is valid
 * @param schedule forks and iterations
 * @param canary speed of the machine just before
 * @param preparation state of the caches
 * @param indexBuiltAt identifies the measured build of the index by its time
 * @param planCheck how the rows were reached
 * @param planFile output of {@code EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)} in the measured session
 *     at the end, as a path relative to the run's folder with forward slashes
 * @param estimate the planner's worst estimate of a number of rows in that plan
 * @param rowCheck numbers of returned rows
 * @param answers of each query, absent for approximate ones, which recall describes
 * @param groundTruth exact neighbours by which the answers were judged, absent for benchmarks that
 *     have none of the dataset's, and in the files of versions that did not record it
 * @param recall of the timed queries, absent for benchmarks that have none
 * @param measures figures other than latencies, in the order of their columns
 * @param stages what was measured at each step towards the timed state, in order; absent for
 *     benchmarks with only one state
 * @param latency merged over forks
 * @param histogram of the service times in nanoseconds with two digits, in HdrHistogram's
 *     compressed encoding, version 2, and base64
 * @param timeline the measured seconds, fork by fork in the order of time; absent if there are
 *     none, and in the files of versions that did not record them
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

  /** Returns a builder of a point that is valid and has no figures unless the caller adds them. */
  public static PointBuilder builder(PointKey key) {
    return new PointBuilder(key);
  }

  /** Returns the identity of the point in its run: benchmark and parameters. */
  public PointKey key() {
    return new PointKey(benchmark, parameters);
  }

  /** Tells whether the point is {@link Validity#VALID}. */
  public boolean valid() {
    return validity == Validity.VALID;
  }
}
