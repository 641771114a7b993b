package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a {@link Point}. A method without documentation sets the component of the same name; what
 * is not set is absent. Not thread-safe.
 */
public final class PointBuilder {
  private final PointKey key;
  private final List<String> reasons = new ArrayList<>();
  private final List<Fork> forks = new ArrayList<>();
  private Validity validity = Validity.VALID;
  private Schedule schedule;
  private Canary canary;
  private Preparation preparation;
  private Instant indexBuiltAt;
  private PlanCheck planCheck;
  private String planFile;
  private RowEstimate estimate;
  private RowCheck rowCheck;
  private QueryAnswers answers;
  private GroundTruth groundTruth;
  private RecallSummary recall;
  private final List<Measure> measures = new ArrayList<>();
  private final List<MeasuredStage> stages = new ArrayList<>();
  private Latency latency;
  private String histogram;
  private List<TimelineSecond> timeline;
  private OpenLoad openLoad;
  private ServerWork serverWork;

  PointBuilder(PointKey key) {
    this.key = key;
  }

  /**
   * Marks the point as not valid. The worst of several validities, in the order of {@link
   * Validity}, applies; all reasons are kept.
   *
   * @param validity any but {@link Validity#VALID}
   * @param reason one line with its figures
   */
  public PointBuilder fault(Validity validity, String reason) {
    if (validity == Validity.VALID) {
      throw new IllegalArgumentException("a valid point has no fault: " + reason);
    }
    if (validity.compareTo(this.validity) > 0) {
      this.validity = validity;
    }
    reasons.add(Checked.text("reason", reason));
    return this;
  }

  public PointBuilder schedule(Schedule value) {
    schedule = value;
    return this;
  }

  public PointBuilder canary(Canary value) {
    canary = value;
    return this;
  }

  public PointBuilder preparation(Preparation value) {
    preparation = value;
    return this;
  }

  public PointBuilder indexBuiltAt(Instant value) {
    indexBuiltAt = value;
    return this;
  }

  public PointBuilder planCheck(PlanCheck value) {
    planCheck = value;
    return this;
  }

  public PointBuilder planFile(String value) {
    planFile = value;
    return this;
  }

  public PointBuilder estimate(RowEstimate value) {
    estimate = value;
    return this;
  }

  public PointBuilder rowCheck(RowCheck value) {
    rowCheck = value;
    return this;
  }

  public PointBuilder answers(QueryAnswers value) {
    answers = value;
    return this;
  }

  public PointBuilder groundTruth(GroundTruth value) {
    groundTruth = value;
    return this;
  }

  public PointBuilder recall(RecallSummary value) {
    recall = value;
    return this;
  }

  /** Adds a figure. */
  public PointBuilder measure(Measure value) {
    measures.add(value);
    return this;
  }

  /** Adds the next stage. */
  public PointBuilder stage(MeasuredStage value) {
    stages.add(value);
    return this;
  }

  public PointBuilder latency(Latency value) {
    latency = value;
    return this;
  }

  public PointBuilder histogram(String value) {
    histogram = value;
    return this;
  }

  public PointBuilder timeline(List<TimelineSecond> value) {
    timeline = value;
    return this;
  }

  public PointBuilder openLoad(OpenLoad value) {
    openLoad = value;
    return this;
  }

  public PointBuilder serverWork(ServerWork value) {
    serverWork = value;
    return this;
  }

  /** Adds the next fork. The throughput is computed from all forks. */
  public PointBuilder fork(Fork fork) {
    forks.add(fork);
    return this;
  }

  public Point build() {
    return new Point(
        key.benchmark(),
        key.parameters(),
        validity,
        reasons,
        Optional.ofNullable(schedule),
        Optional.ofNullable(canary),
        Optional.ofNullable(preparation),
        Optional.ofNullable(indexBuiltAt),
        Optional.ofNullable(planCheck),
        Optional.ofNullable(planFile),
        Optional.ofNullable(estimate),
        Optional.ofNullable(rowCheck),
        Optional.ofNullable(answers),
        Optional.ofNullable(groundTruth),
        Optional.ofNullable(recall),
        measures,
        stages.isEmpty() ? Optional.empty() : Optional.of(stages),
        Optional.ofNullable(latency),
        Optional.ofNullable(histogram),
        Optional.ofNullable(timeline),
        Optional.ofNullable(openLoad),
        Throughput.of(forks),
        Optional.ofNullable(serverWork),
        forks);
  }
}
