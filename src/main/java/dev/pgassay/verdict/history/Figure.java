package dev.pgassay.verdict.history;

import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.ServerWork.Counter;
import dev.pgassay.verdict.compare.Aspect;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A figure of a point that is followed over runs. */
public enum Figure {
  /** Median service time, on one machine. */
  P50("p50 ms", Aspect.P50, Better.LOW, true, Figure::p50),
  /** Operations of all clients, on one machine. */
  THROUGHPUT("operations/s", Aspect.P50, Better.HIGH, true, Observation::operationsPerSecond),
  /** Mean recall of the timed queries. */
  RECALL("recall", Aspect.RECALL, Better.HIGH, false, Figure::recall),
  /** Blocks of tables and indexes that an operation hit, read or changed. */
  BUFFERS("buffers/op", Aspect.BUFFERS, Better.LOW, false, Figure::buffers),
  /** Size of the index that was built to be measured. */
  INDEX_SIZE("index MiB", Aspect.INDEX_SIZE, Better.LOW, false, Figure::indexSize),
  /**
   * Time of a fixed query that reads no table, on one machine: the machine's effect on every
   * figure.
   */
  CANARY("canary ms", Aspect.P50, Better.LOW, true, Figure::canary);

  private static final double NANOS_PER_MILLISECOND = 1_000_000;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  private final String label;
  private final Aspect aspect;
  private final Better better;
  private final boolean ofMachine;
  private final Function<Observation, OptionalDouble> reader;

  Figure(
      String label,
      Aspect aspect,
      Better better,
      boolean ofMachine,
      Function<Observation, OptionalDouble> reader) {
    this.label = label;
    this.aspect = aspect;
    this.better = better;
    this.ofMachine = ofMachine;
    this.reader = reader;
  }

  private enum Better {
    LOW,
    HIGH
  }

  /**
   * Names it with its unit.
   *
   * @return such as {@code p50 ms}
   */
  public String label() {
    return label;
  }

  /** Returns the aspect whose tolerance in a policy applies. */
  Aspect aspect() {
    return aspect;
  }

  /** Tells whether values of two machines have nothing to do with each other. */
  boolean ofMachine() {
    return ofMachine;
  }

  OptionalDouble of(Observation observation) {
    return reader.apply(observation);
  }

  /**
   * Returns the size of a change in the measure of the policy: absolute for a recall, else a share.
   */
  double size(double before, double after) {
    return this == RECALL ? after - before : after / before - 1;
  }

  boolean worse(double before, double after) {
    return better == Better.LOW ? after > before : after < before;
  }

  private static OptionalDouble p50(Observation observation) {
    return observation
        .latency()
        .map(it -> it.percentilesNanos().get(Percentile.P50))
        .map(nanos -> OptionalDouble.of(nanos / NANOS_PER_MILLISECOND))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble recall(Observation observation) {
    return observation
        .recall()
        .map(RecallSummary::meanRatio)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble buffers(Observation observation) {
    List<Double> counts =
        List.of(
                Counter.SHARED_BLOCKS_HIT,
                Counter.SHARED_BLOCKS_READ,
                Counter.SHARED_BLOCKS_DIRTIED)
            .stream()
            .map(observation.perOperation()::get)
            .filter(Objects::nonNull)
            .toList();
    return counts.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(counts.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static OptionalDouble indexSize(Observation observation) {
    return observation.indexSizeBytes().isPresent()
        ? OptionalDouble.of(observation.indexSizeBytes().getAsLong() / BYTES_PER_MEBIBYTE)
        : OptionalDouble.empty();
  }

  private static OptionalDouble canary(Observation observation) {
    return observation
        .canary()
        .map(Canary::queryNanos)
        .map(nanos -> OptionalDouble.of(nanos / NANOS_PER_MILLISECOND))
        .orElse(OptionalDouble.empty());
  }
}
