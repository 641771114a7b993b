package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.IndexBuild;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one run saw at a point. Several of them, each on a build of its own, tell the spread between
 * builds. Immutable.
 *
 * @param indexBuiltAt which build of the index was measured, absent where none was built for it
 * @param indexSizeBytes size of that index, absent where none was built for it
 * @param canary how fast the machine was just before, absent where it was not measured
 * @param rowCheck how many rows came
 * @param answers query by query, absent for approximate ones, which recall tells of
 * @param recall of the timed queries, absent for benchmarks that have none
 * @param plan after the last timed execution, absent where it was not read
 * @param estimate where the planner's number of rows was off furthest, absent where it was not read
 * @param perOperation what the server did for one operation; empty where it was not observed
 * @param latency of this run, advice alone: no two runs are comparable in it
 * @param histogram of the service times in nanoseconds to two digits, in HdrHistogram's compressed
 *     encoding, version 2, and base64
 * @param operationsPerSecond of all clients together, absent where nothing was counted
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
  /** Checks the components and copies the map. */
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

  public static Observation of(Point point, Optional<IndexBuild> build) {
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
