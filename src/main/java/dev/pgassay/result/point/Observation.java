package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.RecordedBuild;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The observations of one run at a point. Those of several runs, each on a build of its own, show
 * the spread between builds. Immutable.
 *
 * @param indexBuiltAt identifies the measured build of the index, absent if none was built for it
 * @param indexSizeBytes size of that index, absent if none was built for it
 * @param canary speed of the machine just before, absent if it was not measured
 * @param rowCheck numbers of returned rows
 * @param answers of each query, absent for approximate ones, which recall describes
 * @param recall of the timed queries, absent for benchmarks that have none
 * @param plan after the last timed execution, absent if it was not read
 * @param estimate the planner's worst estimate of a number of rows, absent if it was not read
 * @param perOperation what the server did for one operation; empty if it was not observed
 * @param latency of this run, for information only: latencies of two separate runs are not
 *     comparable
 * @param histogram of the service times in nanoseconds with two digits, in HdrHistogram's
 *     compressed encoding, version 2, and base64
 * @param operationsPerSecond of all clients together, absent if nothing was counted
 */
public record Observation(
    Optional<Instant> indexBuiltAt,
    OptionalLong indexSizeBytes,
    Optional<Canary> canary,
    Optional<RowCheck> rowCheck,
    Optional<QueryAnswers> answers,
    Optional<RecallSummary> recall,
    Optional<Plan> plan,
    Optional<RowEstimate> estimate,
    Map<ServerWork.Counter, Double> perOperation,
    Optional<Latency> latency,
    Optional<String> histogram,
    OptionalDouble operationsPerSecond) {
  public Observation {
    Objects.requireNonNull(indexBuiltAt, "indexBuiltAt");
    Checked.notNegative("indexSizeBytes", indexSizeBytes);
    Objects.requireNonNull(canary, "canary");
    Objects.requireNonNull(rowCheck, "rowCheck");
    Objects.requireNonNull(answers, "answers");
    Objects.requireNonNull(recall, "recall");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(estimate, "estimate");
    perOperation = Checked.sorted(perOperation);
    Objects.requireNonNull(latency, "latency");
    Objects.requireNonNull(histogram, "histogram");
    Checked.measured("operationsPerSecond", operationsPerSecond);
  }

  public static Observation of(Point point, Optional<RecordedBuild> build) {
    return new Observation(
        point.indexBuiltAt(),
        build.map(it -> OptionalLong.of(it.sizeBytes())).orElse(OptionalLong.empty()),
        point.canary(),
        point.rowCheck(),
        point.answers(),
        point.recall(),
        point.forks().stream()
            .flatMap(fork -> fork.plans().stream())
            .reduce((first, second) -> second)
            .map(Fork.Plans::after),
        point.estimate(),
        point.serverWork().map(ServerWork::perOperation).orElse(Map.of()),
        point.latency(),
        point.histogram(),
        point
            .throughput()
            .map(it -> OptionalDouble.of(it.operationsPerSecond()))
            .orElse(OptionalDouble.empty()));
  }
}
