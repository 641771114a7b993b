package dev.pgassay.runner.openloop;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.openloop.RateSteps.Step;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.Measurement;
import dev.pgassay.runner.point.OpenLoadFile;
import dev.pgassay.runner.point.PointHarvest;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.point.PointMeasurement.Begun;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.runner.point.ServerWorkHarvest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures a mix of statements at each rate: a point for each statement, and one for all requests
 * together. Not thread-safe.
 */
public final class MixMeasurement implements Measurement {
  private final Mix mix;
  private final LoadTest test;

  /**
   * @param mix of the statements
   * @param test the rates, or the objective of the search
   */
  public MixMeasurement(Mix mix, LoadTest test) {
    this.mix = mix;
    this.test = test;
  }

  /** A statement that is ready to be executed. */
  private record Statement(Group group, PreparedWorkload prepared) {
    PlannedPoint planned() {
      return group.points().get(0);
    }
  }

  @Override
  public void measure(ReadyRun run) throws InterruptedException {
    List<Statement> statements = new ArrayList<>();
    try {
      if (run.plan().groups().stream().anyMatch(group -> !group.workload().replacesIndexes())) {
        run.restoreOwnIndex();
      }
      for (Group group : run.plan().groups()) {
        PreparedWorkload prepared = group.workload().prepare(run.context(), group.build());
        statements.add(new Statement(group, prepared));
        run.prepared(group, prepared);
      }
      new RateSteps(test, run.progress()).through(step -> at(step, run, statements));
      run.recording().groupMeasured("the mix");
    } finally {
      statements.forEach(statement -> statement.prepared().close());
    }
  }

  /** Returns the point of all requests: the objective holds for them together. */
  private Point at(Step step, ReadyRun run, List<Statement> statements)
      throws InterruptedException {
    PointMeasurement points = run.points();
    PlannedPoint first = statements.get(0).planned();
    LoadPattern pattern = test.pattern(step, first.clients());
    OpenLoopRunner runner = new OpenLoopRunner(pattern, Optional.of(mix), run.forks());
    String name = PointMeasurement.name(step.number());
    Optional<Point> earlier = run.recording().kept(runner.totalKey()).filter(pattern::covers);
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
      List<Point> measured = gather(points, runner, statements, begun, overdue);
      measured.forEach(run.recording()::measuredAlongside);
      Point all = total(runner, first, reports, begun, measured);
      run.measured(all);
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

  private static List<Point> gather(
      PointMeasurement points,
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
