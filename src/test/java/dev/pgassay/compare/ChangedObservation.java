package dev.pgassay.compare;

import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.QueryAnswers;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.RowCheck;
import dev.pgassay.result.point.RowEstimate;
import dev.pgassay.result.point.ServerWork.Counter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An observation that differs from another in the components that are set. */
public final class ChangedObservation {
  private final Observation from;
  private Optional<Instant> indexBuiltAt;
  private OptionalLong indexSizeBytes;
  private Optional<Canary> canary;
  private Optional<RowCheck> rowCheck;
  private Optional<QueryAnswers> answers;
  private Optional<RecallSummary> recall;
  private Optional<Plan> plan;
  private Optional<RowEstimate> estimate;
  private Map<Counter, Double> perOperation;
  private Optional<String> histogram;

  public ChangedObservation(Observation from) {
    this.from = from;
    indexBuiltAt = from.indexBuiltAt();
    indexSizeBytes = from.indexSizeBytes();
    canary = from.canary();
    rowCheck = from.rowCheck();
    answers = from.answers();
    recall = from.recall();
    plan = from.plan();
    estimate = from.estimate();
    perOperation = from.perOperation();
    histogram = from.histogram();
  }

  ChangedObservation indexBuiltAt(Instant value) {
    indexBuiltAt = Optional.of(value);
    return this;
  }

  public ChangedObservation ofUnknownBuild() {
    indexBuiltAt = Optional.empty();
    return this;
  }

  public ChangedObservation indexSize(long bytes) {
    indexSizeBytes = OptionalLong.of(bytes);
    return this;
  }

  public ChangedObservation canary(Canary value) {
    canary = Optional.of(value);
    return this;
  }

  public ChangedObservation rowCheck(RowCheck value) {
    rowCheck = Optional.of(value);
    return this;
  }

  public ChangedObservation answers(QueryAnswers value) {
    answers = Optional.of(value);
    return this;
  }

  ChangedObservation recall(RecallSummary value) {
    recall = Optional.of(value);
    return this;
  }

  public ChangedObservation exact() {
    recall = Optional.empty();
    return this;
  }

  ChangedObservation plan(Plan value) {
    plan = Optional.of(value);
    return this;
  }

  public ChangedObservation estimate(RowEstimate value) {
    estimate = Optional.of(value);
    return this;
  }

  ChangedObservation perOperation(Map<Counter, Double> value) {
    perOperation = value;
    return this;
  }

  public ChangedObservation histogram(String value) {
    histogram = Optional.of(value);
    return this;
  }

  public Observation build() {
    return new Observation(
        indexBuiltAt,
        indexSizeBytes,
        canary,
        rowCheck,
        answers,
        recall,
        plan,
        estimate,
        perOperation,
        from.latency(),
        histogram,
        from.operationsPerSecond());
  }
}
