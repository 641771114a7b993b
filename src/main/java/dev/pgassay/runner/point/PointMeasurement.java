package dev.pgassay.runner.point;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.machine.CanaryWork;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.prepare.WarmCaches;
import dev.pgassay.runner.record.RunRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures one point: instructs the forks, runs them, and gathers their output. */
public final class PointMeasurement {
  private final RunRecording recording;
  private final Path scratch;
  private final long seed;
  private final CanaryWork canaryWork = new CanaryWork();

  /**
   * @param recording of the run, in whose folder the points leave their raw data
   * @param scratch the folder for files that only forks read
   * @param seed of the order of queries
   */
  PointMeasurement(RunRecording recording, Path scratch, long seed) {
    this.recording = recording;
    this.scratch = scratch;
    this.seed = seed;
  }

  /**
   * Measures a point.
   *
   * @param driver runs the forks
   * @param number of the point in its run, which names the folder of its raw data
   */
  public Point measure(
      ForkDriver driver, Group group, PreparedWorkload prepared, PlannedPoint planned, int number)
      throws InterruptedException {
    String name = name(number);
    try (Begun begun = begin(name, prepared, planned, driver.inputs(group.workload()), true)) {
      try {
        return gather(
            begun,
            driver,
            group,
            driver.run(group.workload(), planned, begun.forkFile(), begun.reports()),
            Optional.empty());
      } catch (OverdueFork e) {
        return gather(begun, driver, group, List.of(), Optional.of(e));
      }
    } catch (IOException e) {
      throw new Failure("cannot write the results of " + name + ": " + e.getMessage(), e);
    }
  }

  /** The folder of a point's raw data in that of its run. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "point-%03d", number);
  }

  /**
   * A point that is ready to be measured. Its fork file is deleted when it is closed.
   *
   * @param preparation in which state the caches are
   * @param canary how fast the machine was just before
   * @param forkFile the file that the forks read
   * @param reports the folder that they leave their reports in
   */
  public record Begun(
      PreparedWorkload prepared,
      PlannedPoint planned,
      Preparation preparation,
      Canary canary,
      Path forkFile,
      Path reports)
      implements AutoCloseable {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(forkFile);
      } catch (IOException e) {
        throw new Failure("cannot delete " + forkFile + ": " + e.getMessage(), e);
      }
    }
  }

  /** Prepares a statement whose share in the server's work cannot be told from the others'. */
  public Begun beginUnobserved(String name, PreparedWorkload prepared, PlannedPoint planned)
      throws IOException, InterruptedException {
    return begin(name, prepared, planned, Map.of(), false);
  }

  private Begun begin(
      String name,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Map<String, String> ofDriver,
      boolean observed)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    prepared.before(planned.parameters());
    Preparation preparation = WarmCaches.warm(prepared.workspace());
    recording.madeReady((double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1));
    Canary canary = canaryWork.measure(prepared.workspace().target(Role.READ_ONLY));
    Path reports = folder(name);
    Path forkFile = scratch.resolve(name + ".properties");
    Map<String, String> inputs = new TreeMap<>(prepared.forkInputs(planned.parameters()));
    inputs.putAll(ofDriver);
    context(prepared, planned, inputs, reports, observed).write(forkFile);
    return new Begun(prepared, planned, preparation, canary, forkFile, reports);
  }

  /** Writes the file that the rounds of a point read; they leave no report. */
  public Path forkFile(PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    Path file = scratch.resolve("arm-" + UUID.randomUUID() + ".properties");
    context(prepared, planned, prepared.forkInputs(planned.parameters()), scratch, true)
        .write(file);
    return file;
  }

  private ForkContext context(
      PreparedWorkload prepared,
      PlannedPoint planned,
      Map<String, String> inputs,
      Path reports,
      boolean observed) {
    return new ForkContext(
        prepared.workspace().target(prepared.role()),
        observed ? Optional.of(prepared.workspace().target(Role.OWNER)) : Optional.empty(),
        prepared.sessionSettings(planned.parameters()),
        inputs,
        reports,
        seed);
  }

  /** The folder of raw data of that name, made and empty. */
  public Path folder(String name) throws IOException {
    return emptied(recording.folder().resolve(name));
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

  /**
   * Gathers the output of the forks.
   *
   * @param measured the measured iterations of each fork that ended well
   * @param overdue the fork that was ended because it took too long
   */
  public Point gather(
      Begun begun,
      ForkDriver driver,
      Group group,
      List<List<Fork.Iteration>> measured,
      Optional<OverdueFork> overdue)
      throws IOException, InterruptedException {
    Path runFolder = recording.folder();
    return PointHarvest.of(
        runFolder, ObservedPoint.read(runFolder, begun, driver, group, measured, overdue));
  }
}
