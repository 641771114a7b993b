package dev.pgassay.measure.workload;

import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import dev.pgassay.vector.RecallStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The host's findings about the timed answers. Immutable.
 *
 * @param recall over the executed queries; empty for benchmarks without recall
 * @param violations faults of the answers, each of which makes the point invalid
 * @param measures figures other than latencies
 * @param stages measurements at each step towards the timed state; empty for benchmarks with only
 *     one state
 */
public record Judgement(
    Optional<RecallStatistics> recall,
    List<String> violations,
    List<Measure> measures,
    List<MeasuredStage> stages) {
  public Judgement {
    Objects.requireNonNull(recall, "recall");
    violations = List.copyOf(violations);
    measures = List.copyOf(measures);
    stages = List.copyOf(stages);
  }

  /**
   * Judges a benchmark with only one state.
   *
   * @param recall over the executed queries; empty for benchmarks without recall
   * @param violations faults of the answers
   * @param measures figures other than latencies
   */
  public Judgement(
      Optional<RecallStatistics> recall, List<String> violations, List<Measure> measures) {
    this(recall, violations, measures, List.of());
  }

  /** Judges only by recall over the executed queries. */
  public static Judgement of(RecallStatistics recall) {
    return new Judgement(Optional.of(recall), List.of(), List.of());
  }

  /**
   * Judges only by a violation.
   *
   * @param violations empty for correct answers
   */
  public static Judgement of(Optional<String> violations) {
    return new Judgement(Optional.empty(), violations.stream().toList(), List.of());
  }
}
