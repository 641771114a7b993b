package dev.pgassay.runner;

import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.Role;
import dev.pgassay.failure.Failure;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkReport;
import dev.pgassay.result.Canary;
import dev.pgassay.result.Fork;
import dev.pgassay.result.Point;
import dev.pgassay.result.Preparation;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.runner.RunPlan.PlannedPoint;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.PreparedWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/** Measures one point: tells the forks, runs them, and gathers what they left. */
final class PointMeasurement {
  /** The folder of plans in that of the run. */
  private static final String PLANS = "plans";

  private final Path runFolder;
  private final Path scratch;
  private final long seed;
  private final DoubleConsumer madeReady;
  private final CanaryWork canaryWork = new CanaryWork();

  /**
   * @param madeReady hears of each point how many seconds the server was made ready for it
   */
  PointMeasurement(Path runFolder, Path scratch, long seed, DoubleConsumer madeReady) {
    this.runFolder = runFolder;
    this.scratch = scratch;
    this.seed = seed;
    this.madeReady = madeReady;
  }

  /**
   * Measures a point.
   *
   * @param driver runs the forks
   * @param number of the point in its run, which names the folder of its raw data
   */
  Point measure(
      ForkDriver driver, Group group, PreparedWorkload prepared, PlannedPoint planned, int number)
      throws InterruptedException {
    String name = String.format(Locale.ROOT, "point-%03d", number);
    long begin = System.nanoTime();
    prepared.before(planned.parameters());
    Preparation preparation = WarmCaches.warm(prepared.workspace());
    madeReady.accept((double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1));
    Canary canary = canaryWork.sing(prepared.workspace().target(Role.READ_ONLY));
    try {
      Path reports = emptied(runFolder.resolve(name));
      Path forkFile = scratch.resolve(name + ".properties");
      context(prepared, planned, inputs(driver, group, prepared, planned), reports).write(forkFile);
      try {
        List<List<Fork.Iteration>> measured =
            driver.run(group.workload(), planned, forkFile, reports);
        PointHarvest harvest =
            new PointHarvest(
                driver.key(group.workload(), planned),
                driver.schedule(planned),
                runFolder,
                reports);
        return gather(harvest, canary, preparation, prepared, planned, reports, measured);
      } finally {
        Files.deleteIfExists(forkFile);
      }
    } catch (IOException e) {
      throw new Failure("cannot write the results of " + name + ": " + e.getMessage(), e);
    }
  }

  /** Writes what the rounds of a point read; they leave no report. */
  Path forkFile(PreparedWorkload prepared, PlannedPoint planned) throws InterruptedException {
    Path file = scratch.resolve("arm-" + UUID.randomUUID() + ".properties");
    context(prepared, planned, prepared.forkInputs(planned.parameters()), scratch).write(file);
    return file;
  }

  private ForkContext context(
      PreparedWorkload prepared, PlannedPoint planned, Map<String, String> inputs, Path reports) {
    return new ForkContext(
        prepared.workspace().target(prepared.role()),
        Optional.of(prepared.workspace().target(Role.OWNER)),
        prepared.sessionSettings(planned.parameters()),
        inputs,
        reports,
        seed);
  }

  /** A point in flight when its run was killed left reports, which must not count again. */
  private static Path emptied(Path reports) throws IOException {
    Files.createDirectories(reports);
    try (Stream<Path> left = Files.list(reports)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    return reports;
  }

  private static Map<String, String> inputs(
      ForkDriver driver, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    Map<String, String> inputs = new TreeMap<>(prepared.forkInputs(planned.parameters()));
    inputs.putAll(driver.inputs(group.workload()));
    return inputs;
  }

  private Point gather(
      PointHarvest harvest,
      Canary canary,
      Preparation preparation,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Path reports,
      List<List<Fork.Iteration>> measured)
      throws IOException, InterruptedException {
    List<ForkReport> forks = ForkReport.readAll(reports);
    Optional<Answers> answers = answers(reports, forks);
    Optional<Judgement> judgement =
        answers.isPresent()
            ? Optional.of(prepared.judge(planned.parameters(), answers.get()))
            : Optional.empty();
    return harvest.point(
        canary,
        preparation,
        measured,
        forks,
        answers,
        judgement,
        prepared.plan(planned.parameters()),
        keepPlan(reports, forks),
        measuredBuild(prepared, planned).map(IndexBuild::builtAt));
  }

  /**
   * The one index that was built for the point and is in its plan; nothing where there are more.
   */
  private static Optional<IndexBuild> measuredBuild(
      PreparedWorkload prepared, PlannedPoint planned) {
    List<String> meant = prepared.plan(planned.parameters()).uses();
    List<IndexBuild> used =
        prepared.indexBuilds().stream()
            .filter(build -> meant.isEmpty() || meant.contains(build.name()))
            .toList();
    return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
  }

  /** The plan of the first fork with times and buffers is kept beside the run, by its point. */
  private Optional<String> keepPlan(Path reports, List<ForkReport> forks) throws IOException {
    Optional<Path> kept = Optional.empty();
    for (ForkReport fork : forks) {
      if (fork.analyzedPlanFile().isPresent()) {
        Path file = reports.resolve(fork.analyzedPlanFile().get());
        if (kept.isEmpty()) {
          Path plans = Files.createDirectories(runFolder.resolve(PLANS));
          kept = Optional.of(plans.resolve(reports.getFileName() + ".json"));
          Files.move(file, kept.get(), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.delete(file);
        }
      }
    }
    return kept.map(file -> PLANS + "/" + file.getFileName());
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
