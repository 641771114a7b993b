package dev.pgassay.runner.point;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.measure.latency.LatencyProfile;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.GroundTruth;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.RatioInterval;
import dev.pgassay.result.point.RecallSummary.Worst;
import dev.pgassay.result.point.RowCheck;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.point.TimelineSecond;
import dev.pgassay.stats.Measure;
import dev.pgassay.vector.RecallStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Turns the observations of one point into the point that is stored. */
public final class PointHarvest {
  private final Path runFolder;
  private final ObservedPoint observed;
  private final ObservedPoint.Forks forks;

  private PointHarvest(Path runFolder, ObservedPoint observed) {
    this.runFolder = runFolder;
    this.observed = observed;
    this.forks = observed.forks();
  }

  /**
   * Turns an observed point into the one that is stored.
   *
   * @param runFolder the folder of the run, which paths in the point are relative to
   */
  static Point of(Path runFolder, ObservedPoint observed) {
    return new PointHarvest(runFolder, observed).point();
  }

  private Point point() {
    PointBuilder point = Point.builder(observed.key()).schedule(observed.schedule());
    addConditions(point);
    new PointFaults(observed).addTo(point);
    addForks(point);
    addJudgement(point);
    PlanHarvest.planBefore(forks.reports())
        .ifPresent(plan -> point.planCheck(PlanHarvest.check(observed.expected().plan(), plan)));
    return point.build();
  }

  private void addConditions(PointBuilder point) {
    ObservedPoint.Before before = observed.before();
    point.canary(before.canary()).preparation(before.preparation());
    before.indexBuiltAt().ifPresent(point::indexBuiltAt);
    observed.expected().truth().map(PointHarvest::groundTruth).ifPresent(point::groundTruth);
    forks.planFile().ifPresent(point::planFile);
    forks
        .planFile()
        .flatMap(file -> PlanHarvest.estimate(runFolder, file))
        .ifPresent(point::estimate);
  }

  private void addForks(PointBuilder point) {
    List<ForkReport> reports = forks.reports();
    List<List<Fork.Iteration>> iterations = forks.iterations();
    for (int i = 0; i < reports.size(); i++) {
      point.fork(
          fork(i + 1, reports.get(i), i < iterations.size() ? iterations.get(i) : List.of()));
    }
    List<Path> folders = List.of(forks.folder());
    latency(point, folders);
    timeline(point, observed.schedule(), folders, reports);
    rows(reports).ifPresent(point::rowCheck);
    OpenLoadFile.read(forks.folder()).ifPresent(point::openLoad);
    ServerWorkHarvest.of(reports).ifPresent(point::serverWork);
    Measure.means(reports.stream().map(ForkReport::measures).toList()).forEach(point::measure);
    Measure.maxima(reports.stream().map(ForkReport::maxima).toList()).forEach(point::measure);
  }

  private void addJudgement(PointBuilder point) {
    Optional<Judgement> judgement = observed.expected().judgement();
    Optional<RecallStatistics> recall = judgement.flatMap(Judgement::recall);
    recall.ifPresent(found -> point.recall(summary(found)));
    if (recall.isEmpty()) {
      forks.answers().map(QueryRecords::answers).ifPresent(point::answers);
    }
    judgement.ifPresent(it -> it.measures().forEach(point::measure));
    judgement.ifPresent(it -> it.stages().forEach(point::stage));
  }

  private Fork fork(int number, ForkReport report, List<Fork.Iteration> iterations) {
    return new Fork(
        number,
        succeeded(iterations, report.succeededRatios()),
        report.errors(),
        report.histogramFile().map(this::relative),
        clientCpuRatio(report),
        PlanHarvest.plans(report),
        report.planAfter().map(plan -> new Fork.PlanCache(plan.genericPlans(), plan.customPlans())),
        report.settings());
  }

  /** A closed loop also counts executions that failed; an open one counts only answers. */
  private List<Fork.Iteration> succeeded(List<Fork.Iteration> executed, List<Double> ratios) {
    if (observed.schedule().loop() == Schedule.Loop.OPEN || executed.size() != ratios.size()) {
      return executed;
    }
    return IntStream.range(0, executed.size())
        .mapToObj(i -> executed.get(i).times(ratios.get(i)))
        .toList();
  }

  private String relative(String file) {
    return runFolder.relativize(forks.folder().resolve(file)).toString().replace('\\', '/');
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

  /** Single executions, such as those of a cold point, have no seconds. */
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
}
