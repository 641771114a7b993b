package dev.pgassay.runner;

import dev.pgassay.calibration.RecordedArm;
import dev.pgassay.calibration.RoundsFile;
import dev.pgassay.compare.Aspect;
import dev.pgassay.compare.RoundOfArms;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.failure.Failure;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.Environment.Cpu;
import dev.pgassay.result.Point;
import dev.pgassay.result.PointKey;
import dev.pgassay.runner.AbFork.Turns;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.runner.RunPlan.PlannedPoint;
import dev.pgassay.stats.Quantile;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Records as many rounds of each query statement as a comparison has at most, confirmation
 * included, each as long as a comparison would make it: base, control, an equal contender and
 * contenders that were made slower. What is no query is left out. Not thread-safe.
 */
final class RoundRecording implements Measurement, AutoCloseable {
  /**
   * Short ones, since what disturbs a round does so for longer than a round: many short ones hold
   * more of the undisturbed than few long ones.
   */
  private static final int PILOT_ROUNDS = 24;

  private static final int PILOTS_OF_A_ROUND = 4;

  /** Counted once to learn how long a row takes; 5 ms and more. */
  private static final long TRIAL_ROWS = 100_000;

  private static final int TRIALS = 5;

  private final PointMeasurement points;
  private final RecordingRequest request;
  private final RunPlan plan;
  private final Progress progress;
  private final AbProcess process;
  private final RoundsFile file;
  private final SplittableRandom seeds;
  private final Map<PlannedPoint, Point> measured = new LinkedHashMap<>();

  RoundRecording(
      PointMeasurement points,
      RecordingRequest request,
      RunPlan plan,
      Path runFolder,
      RunSetup setup) {
    this.points = points;
    this.request = request;
    this.plan = plan;
    this.progress = setup.progress();
    this.seeds = new SplittableRandom(request.seed());
    Cpu cpu = MachineReader.read(List.of()).cpu();
    this.file =
        RoundsFile.beginPass(
            request.file(),
            List.of(
                setup.clock().instant().toString(),
                "pgassay "
                    + setup.tool().version()
                    + setup.tool().gitRevision().map(it -> " " + it).orElse(""),
                cpu.count() + " x " + cpu.model().orElse("unknown processor")));
    this.process = AbProcess.start(runFolder, setup.forkArguments());
  }

  @Override
  public void measure(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException {
    Point point =
        points.measure(
            new AbObserver(process, AbFork.Part.ANY),
            group,
            prepared,
            planned,
            plan.number(group, planned));
    measured.put(planned, point);
    found.accept(point);
  }

  @Override
  public void finish(Group group, PreparedWorkload prepared, WorkloadContext context)
      throws InterruptedException {
    List<Recorded> recorded = new ArrayList<>();
    try {
      for (Map.Entry<PlannedPoint, Point> entry : measured.entrySet()) {
        if (entry.getValue().valid() && isQuery(prepared, entry.getKey())) {
          recorded.add(begin(group, prepared, entry.getKey(), entry.getValue()));
        } else {
          progress.say(entry.getValue().key().display() + " is no valid query and is not recorded");
        }
      }
      record(group, recorded);
    } finally {
      measured.clear();
      recorded.forEach(Recorded::close);
    }
    process.forget();
  }

  @Override
  public void close() {
    process.close();
  }

  private void record(Group group, List<Recorded> recorded) {
    int rounds = request.rule().mostRounds() + request.rule().confirmingRounds();
    for (int round = 0; round < rounds && !recorded.isEmpty(); round++) {
      Collections.shuffle(recorded, new Random(seeds.nextLong()));
      process.renewSessions();
      for (Recorded point : recorded) {
        file.add(group.display(), point.key(), round(group, point));
      }
    }
    progress.say(group.display() + ": " + rounds + " rounds of " + recorded.size() + " points");
  }

  private RoundOfArms round(Group group, Recorded point) {
    AbProcess.Answer answer =
        process.round(
            group.workload(), point.clients(), point.turns(), seeds.nextLong(), point.forkFiles());
    if (answer.figures().figures().isEmpty()) {
      throw new Failure(
          "too few of "
              + answer.executions()
              + " executions in a round of "
              + point.key().display()
              + " succeeded in all arms; see ab.log in the run's folder");
    }
    return answer.figures();
  }

  private static boolean isQuery(PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    return prepared.role() == Role.READ_ONLY
        && QueryInputs.areIn(prepared.forkInputs(planned.parameters()));
  }

  private Recorded begin(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Point observed)
      throws InterruptedException {
    Turns turns =
        RoundLength.turns(
            RoundLength.meanNanos(observed),
            RoundLength.armNanos(request.budget(), plan.points(), request.rule().mostRounds()));
    double guess = observed.latency().orElseThrow().meanNanos() / nanosOfARow(prepared);
    Turns few = RoundLength.part(turns, PILOTS_OF_A_ROUND);
    Recorded pilot = arms(observed.key(), prepared, planned, few, guess);
    try {
      return arms(observed.key(), prepared, planned, turns, guess * correction(group, pilot));
    } finally {
      pilot.close();
    }
  }

  /** What the number of rows must be multiplied by for the slowdown that is meant. */
  private double correction(Group group, Recorded pilot) {
    RecordedArm arm = RecordedArm.SLOWER_BY_20;
    double[] logs = new double[PILOT_ROUNDS];
    for (int i = 0; i < logs.length; i++) {
      process.renewSessions();
      logs[i] = round(group, pilot).figures().get(Aspect.P50).logs().get(arm.ordinal());
    }
    double seen = Math.expm1(Quantile.nearestRank(logs, 0.5));
    return Math.max(0.3, Math.min(3, arm.slowdownRatio() / Math.max(0.01, seen)));
  }

  private static double nanosOfARow(PreparedWorkload prepared) {
    try (Session session = Session.open(prepared.workspace().target(Role.READ_ONLY))) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < TRIALS; i++) {
        long begin = System.nanoTime();
        session.text(
            "cannot count rows",
            "SELECT count(*) FROM (SELECT generate_series(1, " + TRIAL_ROWS + ")) AS busy");
        least = Math.min(least, System.nanoTime() - begin);
      }
      return (double) least / TRIAL_ROWS;
    }
  }

  private Recorded arms(
      PointKey key,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Turns turns,
      double rowsOfTheWholeTime)
      throws InterruptedException {
    List<Path> files = new ArrayList<>();
    Recorded arms = new Recorded(key, planned.clients(), turns, files);
    try {
      files.add(points.forkFile(new BusyArm(prepared, 0), planned));
      for (RecordedArm arm : RecordedArm.values()) {
        long rows = Math.round(arm.slowdownRatio() * rowsOfTheWholeTime);
        files.add(points.forkFile(new BusyArm(prepared, rows), planned));
      }
      return arms;
    } catch (RuntimeException | InterruptedException e) {
      arms.close();
      throw e;
    }
  }

  /** A point with the files of its arms, the base's first. */
  private record Recorded(PointKey key, int clients, Turns turns, List<Path> forkFiles)
      implements AutoCloseable {
    @Override
    public void close() {
      for (Path file : forkFiles) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new Failure("cannot remove " + file + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
