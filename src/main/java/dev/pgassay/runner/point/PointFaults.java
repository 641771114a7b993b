package dev.pgassay.runner.point;

import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.forks.OverdueFork;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the reasons why an observed point is invalid or failed. */
public final class PointFaults {
  /** Above this share of failed executions, the others say nothing about a healthy server. */
  public static final double MOST_FAILED_RATIO = 0.001;

  private final ObservedPoint observed;
  private final List<ForkReport> reports;

  PointFaults(ObservedPoint observed) {
    this.observed = observed;
    this.reports = observed.forks().reports();
  }

  /** Adds every fault, in the order in which they are shown. */
  void addTo(PointBuilder point) {
    Optional<OverdueFork> overdue = observed.forks().end().overdue();
    overdue.ifPresent(it -> point.fault(Validity.FAILED, it.getMessage()));
    Set<String> violations = new LinkedHashSet<>();
    reports.forEach(fork -> violations.addAll(fork.violations()));
    violations.forEach(text -> point.fault(Validity.INVALID, text));
    addChangedAnswers(point);
    addFailedExecutions(point);
    if (violations.isEmpty() && overdue.isEmpty()) {
      addMissingForks(point);
    }
    observed
        .expected()
        .judgement()
        .ifPresent(it -> it.violations().forEach(text -> point.fault(Validity.INVALID, text)));
  }

  /** Compares the answers within each fork, and between forks. */
  private void addChangedAnswers(PointBuilder point) {
    if (observed.expected().answersMayDiffer()) {
      return;
    }
    long changed =
        reports.stream().mapToLong(ForkReport::changedAnswers).sum()
            + observed.forks().answers().map(Answers::changed).orElse(0L);
    if (changed > 0) {
      point.fault(
          Validity.INVALID,
          changed + " executions gave another answer than an earlier one of the same query");
    }
  }

  private void addFailedExecutions(PointBuilder point) {
    long failed =
        reports.stream().flatMap(fork -> fork.errors().values().stream()).mapToLong(it -> it).sum();
    long succeeded = reports.stream().mapToLong(ForkReport::operations).sum();
    if (failed > MOST_FAILED_RATIO * (failed + succeeded)) {
      point.fault(
          Validity.INVALID,
          String.format(
              Locale.ROOT,
              "%d of %d executions failed, more than %.1f %%: %s%s",
              failed,
              failed + succeeded,
              100 * MOST_FAILED_RATIO,
              errors(),
              reports.stream()
                  .flatMap(fork -> fork.firstFailure().stream())
                  .findFirst()
                  .map(it -> "; " + it)
                  .orElse("")));
    }
  }

  private Set<String> errors() {
    Set<String> texts = new LinkedHashSet<>();
    reports.forEach(
        fork ->
            fork.errors()
                .forEach((state, count) -> texts.add("SQLSTATE " + state + " x " + count)));
    return texts;
  }

  private void addMissingForks(PointBuilder point) {
    Schedule schedule = observed.schedule();
    int reported = Math.min(observed.forks().iterations().size(), reports.size());
    if (reported < schedule.forks()) {
      point.fault(
          Validity.FAILED,
          String.format(
              Locale.ROOT,
              "%d of %d forks reported%s; see the logs in the run's folder",
              reported,
              schedule.forks(),
              observed.forks().end().lastWords().map(it -> ": " + it).orElse("")));
    }
  }
}
