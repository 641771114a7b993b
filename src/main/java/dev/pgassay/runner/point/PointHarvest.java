package dev.pgassay.runner.point;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.measure.latency.LatencyProfile;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.postgres.query.WorstEstimate;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.GroundTruth;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.PlanCheck;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.RatioInterval;
import dev.pgassay.result.point.RecallSummary.Worst;
import dev.pgassay.result.point.RowCheck;
import dev.pgassay.result.point.RowEstimate;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.point.TimelineSecond;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.stats.Measure;
import dev.pgassay.vector.RecallStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns what JMH and the forks left of one point into the point that is stored. */
public final class PointHarvest {
  /** Above this share of failed executions the others say nothing about a healthy server. */
  public static final double MOST_FAILED_RATIO = 0.001;

  private final PointKey key;
  private final Schedule schedule;
  private final Path runFolder;
  private final Path reports;
  private final Optional<String> lastWords;

  /**
   * @param lastWords of a fork that left no report
   */
  PointHarvest(
      PointKey key, Schedule schedule, Path runFolder, Path reports, Optional<String> lastWords) {
    this.key = key;
    this.schedule = schedule;
    this.runFolder = runFolder;
    this.reports = reports;
    this.lastWords = lastWords;
  }

  /**
   * Gathers the point.
   *
   * @param canary how fast the machine was before
   * @param preparation in which state the caches were
   * @param measured the iterations of each fork that ended well
   * @param overdue the fork that was ended because it took too long
   * @param forks the forks' reports
   * @param answers of all forks, nothing where none was kept
   * @param answersMayDiffer whether an execution may answer otherwise than an earlier one
   * @param judgement on those
   * @param rule how the rows had to be reached
   * @param planFile the plan with times and buffers, relative to the run's folder
   * @param truth what the answers were judged by
   * @param indexBuiltAt the build of the index that was measured
   */
  Point point(
      Canary canary,
      Preparation preparation,
      List<List<Fork.Iteration>> measured,
      Optional<OverdueFork> overdue,
      List<ForkReport> forks,
      Optional<Answers> answers,
      boolean answersMayDiffer,
      Optional<Judgement> judgement,
      PlanRule rule,
      Optional<String> planFile,
      Optional<GroundTruthTask> truth,
      Optional<Instant> indexBuiltAt) {
    PointBuilder point = Point.builder(key).schedule(schedule);
    point.canary(canary).preparation(preparation);
    indexBuiltAt.ifPresent(point::indexBuiltAt);
    truth.map(PointHarvest::groundTruth).ifPresent(point::groundTruth);
    planFile.ifPresent(point::planFile);
    planFile.flatMap(this::estimate).ifPresent(point::estimate);
    overdue.ifPresent(it -> point.fault(Validity.FAILED, it.getMessage()));
    faults(
        point,
        measured,
        forks,
        overdue.isPresent(),
        answersMayDiffer ? 0 : changedAnswers(forks, answers));
    judgement.ifPresent(it -> it.violations().forEach(text -> point.fault(Validity.INVALID, text)));
    for (int i = 0; i < forks.size(); i++) {
      point.fork(fork(i + 1, forks.get(i), i < measured.size() ? measured.get(i) : List.of()));
    }
    latency(point, List.of(reports));
    timeline(point, schedule, List.of(reports), forks);
    rows(forks).ifPresent(point::rowCheck);
    boolean exact = judgement.flatMap(Judgement::recall).isEmpty();
    answers.filter(it -> exact).map(QueryRecords::answers).ifPresent(point::answers);
    OpenLoadFile.read(reports).ifPresent(point::openLoad);
    ServerWorkHarvest.of(forks).ifPresent(point::serverWork);
    judgement.flatMap(Judgement::recall).ifPresent(found -> point.recall(summary(found)));
    Measure.means(forks.stream().map(ForkReport::measures).toList()).forEach(point::measure);
    Measure.maxima(forks.stream().map(ForkReport::maxima).toList()).forEach(point::measure);
    judgement.ifPresent(it -> it.measures().forEach(point::measure));
    judgement.ifPresent(it -> it.stages().forEach(point::stage));
    planBefore(forks).ifPresent(plan -> point.planCheck(check(rule, plan)));
    return point.build();
  }

  private void faults(
      PointBuilder point,
      List<List<Fork.Iteration>> measured,
      List<ForkReport> forks,
      boolean overdue,
      long changedAnswers) {
    Set<String> violations = new LinkedHashSet<>();
    forks.forEach(fork -> violations.addAll(fork.violations()));
    violations.forEach(text -> point.fault(Validity.INVALID, text));
    if (changedAnswers > 0) {
      point.fault(
          Validity.INVALID,
          changedAnswers + " executions answered otherwise than an earlier one of the same query");
    }
    long failed =
        forks.stream().flatMap(fork -> fork.errors().values().stream()).mapToLong(it -> it).sum();
    long succeeded = forks.stream().mapToLong(ForkReport::operations).sum();
    if (failed > MOST_FAILED_RATIO * (failed + succeeded)) {
      point.fault(
          Validity.INVALID,
          String.format(
              Locale.ROOT,
              "%d of %d executions failed, more than %.1f %%: %s%s",
              failed,
              failed + succeeded,
              100 * MOST_FAILED_RATIO,
              errors(forks),
              forks.stream()
                  .flatMap(fork -> fork.firstFailure().stream())
                  .findFirst()
                  .map(it -> "; " + it)
                  .orElse("")));
    }
    if (violations.isEmpty()
        && !overdue
        && (measured.size() < schedule.forks() || forks.size() < schedule.forks())) {
      point.fault(
          Validity.FAILED,
          String.format(
              Locale.ROOT,
              "%d of %d forks reported%s; see the logs in the run's folder",
              Math.min(measured.size(), forks.size()),
              schedule.forks(),
              lastWords.map(it -> ": " + it).orElse("")));
    }
  }

  /** Within each fork, and between forks. */
  private static long changedAnswers(List<ForkReport> forks, Optional<Answers> answers) {
    return forks.stream().mapToLong(ForkReport::changedAnswers).sum()
        + answers.map(Answers::changed).orElse(0L);
  }

  private static Set<String> errors(List<ForkReport> forks) {
    Set<String> texts = new LinkedHashSet<>();
    forks.forEach(
        fork ->
            fork.errors()
                .forEach((state, count) -> texts.add("SQLSTATE " + state + " x " + count)));
    return texts;
  }

  private Fork fork(int number, ForkReport report, List<Fork.Iteration> iterations) {
    return new Fork(
        number,
        succeeded(iterations, report.succeededRatios()),
        report.errors(),
        report.histogramFile().map(this::relative),
        clientCpuRatio(report),
        report
            .planBefore()
            .flatMap(before -> report.planAfter().map(after -> plans(before, after))),
        report.planAfter().map(plan -> new Fork.PlanCache(plan.genericPlans(), plan.customPlans())),
        report.settings());
  }

  /** A closed loop counts what was executed, also what failed; an open one knows its answers. */
  private List<Fork.Iteration> succeeded(List<Fork.Iteration> executed, List<Double> ratios) {
    if (schedule.loop() == Schedule.Loop.OPEN || executed.size() != ratios.size()) {
      return executed;
    }
    return IntStream.range(0, executed.size())
        .mapToObj(i -> executed.get(i).times(ratios.get(i)))
        .toList();
  }

  private static Fork.Plans plans(SessionPlan before, SessionPlan after) {
    return new Fork.Plans(
        new Plan(before.fingerprint(), before.text()), new Plan(after.fingerprint(), after.text()));
  }

  private String relative(String file) {
    return runFolder.relativize(reports.resolve(file)).toString().replace('\\', '/');
  }

  private static OptionalDouble clientCpuRatio(ForkReport report) {
    if (report.measuredSeconds() <= 0) {
      return OptionalDouble.empty();
    }
    double available = report.measuredSeconds() * Runtime.getRuntime().availableProcessors();
    return OptionalDouble.of(Math.min(1, report.clientCpuSeconds() / available));
  }

  /** Merges the histograms that forks left in these folders. */
  public static void latency(PointBuilder point, List<Path> folders) {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      ForkReport.readAll(folder).stream()
          .flatMap(fork -> fork.histogramFile().stream())
          .map(folder::resolve)
          .forEach(files::add);
    }
    LatencyProfile profile = LatencyLog.merge(files);
    OpenLoadFile.latency(profile)
        .ifPresent(latency -> point.latency(latency).histogram(profile.encoded()));
  }

  /** Single executions, as those of a cold point, have no seconds. */
  public static void timeline(
      PointBuilder point, Schedule schedule, List<Path> folders, List<ForkReport> observed) {
    List<TimelineSecond> seconds = TimelineHarvest.of(folders, observed);
    if (schedule.measurement().secondsEach() > 0 && !seconds.isEmpty()) {
      point.timeline(seconds);
    }
  }

  private static GroundTruth groundTruth(GroundTruthTask task) {
    return new GroundTruth(
        task.contentKey(),
        task.base().name(),
        task.queries().name(),
        task.filter().name(),
        task.metric().name(),
        task.k(),
        task.margin());
  }

  private static Optional<RowCheck> rows(List<ForkReport> forks) {
    List<RowSpan> spans = forks.stream().flatMap(fork -> fork.rows().stream()).toList();
    return spans.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RowCheck(
                spans.stream().mapToInt(RowSpan::fewest).min().getAsInt(),
                spans.stream().mapToInt(RowSpan::most).max().getAsInt()));
  }

  private Optional<RowEstimate> estimate(String planFile) {
    try {
      return WorstEstimate.of(InputLimit.FORK_REPORT.text(runFolder.resolve(planFile)))
          .map(it -> new RowEstimate(it.node(), it.estimatedRows(), it.actualRows()));
    } catch (IOException e) {
      throw new Failure("cannot read the plan " + planFile + ": " + e.getMessage(), e);
    }
  }

  private static dev.pgassay.result.point.RecallSummary summary(RecallStatistics recall) {
    return new dev.pgassay.result.point.RecallSummary(
        recall.k(),
        recall.mean(),
        recall.interval().map(it -> new RatioInterval(it.low(), it.high(), it.level())),
        recall.queries(),
        QueryRecords.recalls(recall.answers()),
        new Worst(recall.p5(), recall.min(), recall.zeroRecallQueries()),
        recall.rowsMissing());
  }

  private static Optional<SessionPlan> planBefore(List<ForkReport> forks) {
    return forks.stream().flatMap(fork -> fork.planBefore().stream()).findFirst();
  }

  /** What was meant and what the planner chose: indexes by their names, or the kind of scan. */
  private static PlanCheck check(PlanRule rule, SessionPlan plan) {
    Optional<String> meant =
        rule.uses().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", rule.uses()));
    if (meant.isPresent() && rule.violations(plan).isEmpty()) {
      return new PlanCheck(meant, meant.get());
    }
    if (!plan.indexes().isEmpty()) {
      return new PlanCheck(meant, String.join(", ", plan.indexes()));
    }
    boolean sequential = plan.text().contains("Seq Scan");
    return new PlanCheck(meant, sequential ? "sequential scan" : plan.line());
  }
}
