package dev.pgassay.runner.openloop;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.openloop.RateSteps.Step;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.OpenLoadFile;
import dev.pgassay.runner.point.PointHarvest;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.point.PointMeasurement.Begun;
import dev.pgassay.runner.point.ServerWorkHarvest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures a mix of statements at each rate: a point for each statement, and one for all requests
 * together. Not thread-safe.
 */
public final class MixMeasurement {
  private final PointMeasurement points;
  private final Mix mix;
  private final LoadTest test;
  private final Function<PointKey, Optional<Point>> kept;
  private final ForkLauncher forks;
  private final RateSteps steps;

  /**
   * @param kept finds what an earlier sitting of this run has measured, which is not measured again
   * @param forks starts the fork of each rate
   */
  public MixMeasurement(
      PointMeasurement points,
      Mix mix,
      LoadTest test,
      Function<PointKey, Optional<Point>> kept,
      ForkLauncher forks,
      Progress progress) {
    this.points = points;
    this.mix = mix;
    this.test = test;
    this.kept = kept;
    this.forks = forks;
    this.steps = new RateSteps(test, progress);
  }

  /** A statement that is ready to be executed. */
  public record Statement(Group group, PreparedWorkload prepared) {
    PlannedPoint planned() {
      return group.points().get(0);
    }
  }

  /**
   * Measures.
   *
   * @param found receives the point of all requests, for each rate
   * @param alongside receives before it the point of each statement
   */
  public void measure(List<Statement> statements, Consumer<Point> found, Consumer<Point> alongside)
      throws InterruptedException {
    steps.through(step -> at(step, statements, found, alongside));
  }

  /** Returns the point of all requests: the objective holds for them together. */
  private Point at(
      Step step, List<Statement> statements, Consumer<Point> found, Consumer<Point> alongside)
      throws InterruptedException {
    PlannedPoint first = statements.get(0).planned();
    LoadPattern pattern = test.pattern(step, first.clients());
    OpenLoopRunner runner = new OpenLoopRunner(pattern, Optional.of(mix), forks);
    String name = PointMeasurement.name(step.number());
    Optional<Point> earlier = kept.apply(runner.totalKey()).filter(pattern::covers);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    List<Begun> begun = new ArrayList<>();
    try {
      for (Statement statement : statements) {
        begun.add(
            points.beginUnobserved(
                name + "-" + (begun.size() + 1), statement.prepared(), statement.planned()));
      }
      Path reports = points.folder(name);
      Path forkFile = begun.get(0).forkFile().resolveSibling(name + ".properties");
      ForkContext.read(begun.get(0).forkFile())
          .reportingTo(reports)
          .observedBy(begun.get(0).prepared().workspace().target(Role.OWNER))
          .with(runner.inputs(parts(statements, begun)))
          .write(forkFile);
      Optional<OverdueFork> overdue = Optional.empty();
      try {
        runner.execute(forkFile, statements.size());
      } catch (OverdueFork e) {
        overdue = Optional.of(e);
      } finally {
        Files.deleteIfExists(forkFile);
      }
      List<Point> measured = gather(runner, statements, begun, overdue);
      measured.forEach(alongside);
      Point all = total(runner, first, reports, begun, measured);
      found.accept(all);
      return all;
    } catch (IOException e) {
      throw new Failure("cannot write the results of " + name + ": " + e.getMessage(), e);
    } finally {
      begun.forEach(Begun::close);
    }
  }

  private List<MixedStatement> parts(List<Statement> statements, List<Begun> begun) {
    List<MixedStatement> parts = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      Group group = statements.get(i).group();
      parts.add(
          new MixedStatement(begun.get(i).forkFile(), group.workload().name(), mix.share(group)));
    }
    return parts;
  }

  private List<Point> gather(
      OpenLoopRunner runner,
      List<Statement> statements,
      List<Begun> begun,
      Optional<OverdueFork> overdue)
      throws IOException, InterruptedException {
    List<Point> gathered = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      Begun part = begun.get(i);
      gathered.add(
          points.gather(
              part,
              runner,
              statements.get(i).group(),
              OpenLoopRunner.iterations(part.reports()),
              overdue));
    }
    return gathered;
  }

  private Point total(
      OpenLoopRunner runner,
      PlannedPoint planned,
      Path reports,
      List<Begun> begun,
      List<Point> statements) {
    PointBuilder point = Point.builder(runner.totalKey()).schedule(runner.schedule(planned));
    point.canary(begun.get(0).canary()).preparation(begun.get(0).preparation());
    OpenLoadFile.read(reports).ifPresent(point::openLoad);
    List<ForkReport> observed = ForkReport.readAll(reports);
    ServerWorkHarvest.of(observed).ifPresent(point::serverWork);
    List<Path> folders = begun.stream().map(Begun::reports).toList();
    PointHarvest.latency(point, folders);
    PointHarvest.timeline(point, runner.schedule(planned), folders, observed);
    statements.stream()
        .filter(statement -> !statement.valid())
        .forEach(
            statement ->
                point.fault(
                    Validity.INVALID, statement.benchmark() + ": " + statement.reasons().get(0)));
    return point.build();
  }
}
