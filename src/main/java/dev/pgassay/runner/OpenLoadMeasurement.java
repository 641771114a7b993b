package dev.pgassay.runner;

import dev.pgassay.progress.Progress;
import dev.pgassay.result.Point;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.runner.RunPlan.PlannedPoint;
import dev.pgassay.workload.PreparedWorkload;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures a point at each rate that was asked for, or searches the highest that holds. */
final class OpenLoadMeasurement implements Measurement {
  private final PointMeasurement points;
  private final LoadTest test;
  private final Path folder;
  private final List<String> forkArguments;
  private final Progress progress;
  private int number;

  OpenLoadMeasurement(
      PointMeasurement points,
      LoadTest test,
      Path folder,
      List<String> forkArguments,
      Progress progress) {
    this.points = points;
    this.test = test;
    this.folder = folder;
    this.forkArguments = forkArguments;
    this.progress = progress;
  }

  @Override
  public void measure(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException {
    if (test.objective().isPresent()) {
      search(test.objective().get(), group, prepared, planned, found);
      return;
    }
    for (double rate : test.rates()) {
      found.accept(at(rate, group, prepared, planned));
    }
  }

  private void search(
      Objective objective,
      Group group,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Consumer<Point> found)
      throws InterruptedException {
    RateSearch search =
        new RateSearch(test.rates().get(0), objective.leastPerSecond(test.duration()));
    while (search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      Point point = at(rate, group, prepared, planned);
      found.accept(point);
      if (!point.valid() || point.openLoad().isEmpty()) {
        return;
      }
      boolean held = objective.held(point.openLoad().get());
      String verdict = held ? "holds " : "does not hold ";
      progress.say(String.format(Locale.ROOT, "%.1f/s %s%s", rate, verdict, objective));
      search.tried(rate, held);
    }
  }

  private Point at(double rate, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    LoadPattern pattern = test.pattern(rate, planned.clients());
    ForkDriver driver = new OpenLoopRunner(pattern, folder, forkArguments);
    return points.measure(driver, group, prepared, planned, ++number);
  }
}
