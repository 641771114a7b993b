package dev.pgassay.result;

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
 * @param rowCheck how many rows came
 * @param recall of the timed queries, absent for benchmarks that have none
 * @param plan after the last timed execution, absent where it was not read
 * @param perOperation what the server did for one operation; empty where it was not observed
 * @param latency of this run, advice alone: no two runs are comparable in it
 * @param operationsPerSecond of all clients together, absent where nothing was counted
 */
public record Observation(
    Optional<Instant> indexBuiltAt,
    OptionalLong indexSizeBytes,
    Optional<RowCheck> rowCheck,
    Optional<RecallSummary> recall,
    Optional<Plan> plan,
    Map<ServerWork.Counter, Double> perOperation,
    Optional<Latency> latency,
    OptionalDouble operationsPerSecond) {
  /** Checks the components and copies the map. */
  public Observation {
    Objects.requireNonNull(indexBuiltAt, "indexBuiltAt");
    Checked.notNegative("indexSizeBytes", indexSizeBytes);
    Objects.requireNonNull(rowCheck, "rowCheck");
    Objects.requireNonNull(recall, "recall");
    Objects.requireNonNull(plan, "plan");
    perOperation = Checked.sorted(perOperation);
    Objects.requireNonNull(latency, "latency");
    Checked.measured("operationsPerSecond", operationsPerSecond);
  }

  static Observation of(Point point, Optional<IndexBuild> build) {
    return new Observation(
        point.indexBuiltAt(),
        build.map(it -> OptionalLong.of(it.sizeBytes())).orElse(OptionalLong.empty()),
        point.rowCheck(),
        point.recall(),
        point.forks().stream()
            .flatMap(fork -> fork.plans().stream())
            .reduce((first, second) -> second)
            .map(Fork.Plans::after),
        point.serverWork().map(ServerWork::perOperation).orElse(Map.of()),
        point.latency(),
        point
            .throughput()
            .map(it -> OptionalDouble.of(it.operationsPerSecond()))
            .orElse(OptionalDouble.empty()));
  }
}
