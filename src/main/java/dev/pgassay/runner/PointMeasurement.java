package dev.pgassay.runner;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.failure.Failure;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkReport;
import dev.pgassay.result.Point;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.runner.RunPlan.PlannedPoint;
import dev.pgassay.vector.RecallSummary;
import dev.pgassay.workload.PreparedWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/** Measures one point: tells the forks, runs them, and gathers what they left. */
final class PointMeasurement {
  private final Path runFolder;
  private final Path scratch;
  private final ConnectionTarget target;
  private final long seed;
  private final Suite.Timing timing;
  private final JmhRunner jmh;
  private int number;

  PointMeasurement(
      Path runFolder,
      Path scratch,
      ConnectionTarget target,
      long seed,
      Suite.Timing timing,
      JmhRunner jmh) {
    this.runFolder = runFolder;
    this.scratch = scratch;
    this.target = target;
    this.seed = seed;
    this.timing = timing;
    this.jmh = jmh;
  }

  Point measure(Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    String name = String.format("point-%03d", ++number);
    try {
      Path reports = Files.createDirectories(runFolder.resolve(name));
      Path forkFile = scratch.resolve(name + ".properties");
      new ForkContext(
              target,
              prepared.sessionSettings(planned.parameters()),
              prepared.forkInputs(planned.parameters()),
              reports,
              seed)
          .write(forkFile);
      try {
        Collection<RunResult> results = jmh.run(group.workload(), planned, forkFile);
        return gather(group, prepared, planned, reports, results);
      } finally {
        Files.deleteIfExists(forkFile);
      }
    } catch (IOException e) {
      throw new Failure("cannot write the results of " + name + ": " + e.getMessage(), e);
    }
  }

  private Point gather(
      Group group,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Path reports,
      Collection<RunResult> results)
      throws IOException, InterruptedException {
    List<ForkReport> forks = ForkReport.readAll(reports);
    Optional<Answers> answers = answers(reports, forks);
    Optional<RecallSummary> recall =
        answers.isPresent()
            ? Optional.of(prepared.judge(planned.parameters(), answers.get()))
            : Optional.empty();
    return new PointHarvest(group.workload().name(), planned, timing, runFolder, reports)
        .point(
            results,
            forks,
            recall,
            answers.map(Answers::changed).orElse(0L),
            prepared.expectedIndex(planned.parameters()));
  }

  /** Merges the answers of all forks; they are judged and not kept. */
  private static Optional<Answers> answers(Path reports, List<ForkReport> forks)
      throws IOException {
    Answers merged = null;
    for (ForkReport fork : forks) {
      if (fork.answersFile().isPresent()) {
        Path file = reports.resolve(fork.answersFile().get());
        Answers answers = Answers.read(file);
        Files.delete(file);
        if (merged == null) {
          merged = answers;
        } else {
          merged.merge(answers);
        }
      }
    }
    return Optional.ofNullable(merged);
  }
}
