package dev.pgassay.compare;

import dev.pgassay.result.Canary;
import dev.pgassay.result.Observation;
import dev.pgassay.result.Plan;
import dev.pgassay.result.QueryAnswers;
import dev.pgassay.result.RecallSummary;
import dev.pgassay.result.RowCheck;
import dev.pgassay.result.RowEstimate;
import dev.pgassay.result.ServerWork.Counter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An observation that differs from another in what it is told. */
final class ChangedObservation {
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

  ChangedObservation(Observation from) {
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

  ChangedObservation ofUnknownBuild() {
    indexBuiltAt = Optional.empty();
    return this;
  }

  ChangedObservation indexSize(long bytes) {
    indexSizeBytes = OptionalLong.of(bytes);
    return this;
  }

  ChangedObservation canary(Canary value) {
    canary = Optional.of(value);
    return this;
  }

  ChangedObservation rowCheck(RowCheck value) {
    rowCheck = Optional.of(value);
    return this;
  }

  ChangedObservation answers(QueryAnswers value) {
    answers = Optional.of(value);
    return this;
  }

  ChangedObservation recall(RecallSummary value) {
    recall = Optional.of(value);
    return this;
  }

  ChangedObservation exact() {
    recall = Optional.empty();
    return this;
  }

  ChangedObservation plan(Plan value) {
    plan = Optional.of(value);
    return this;
  }

  ChangedObservation estimate(RowEstimate value) {
    estimate = Optional.of(value);
    return this;
  }

  ChangedObservation perOperation(Map<Counter, Double> value) {
    perOperation = value;
    return this;
  }

  ChangedObservation histogram(String value) {
    histogram = Optional.of(value);
    return this;
  }

  Observation build() {
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
