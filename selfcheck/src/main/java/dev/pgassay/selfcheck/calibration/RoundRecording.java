package dev.pgassay.selfcheck.calibration;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.Environment.Cpu;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.ab.ArmRounds;
import dev.pgassay.runner.ab.ArmRounds.Arms;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.stats.Quantile;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Records as many rounds of each query as a comparison has at most, including confirmation, and of
 * the same length: base, control, an equal contender and slowed contenders. Not thread-safe.
 */
final class RoundRecording implements ArmRounds.Procedure {
  /**
   * Many short rounds contain more undisturbed time than few long ones, because a disturbance lasts
   * longer than a round.
   */
  private static final int PILOT_ROUNDS = 24;

  private static final int PILOTS_OF_A_ROUND = 4;

  /** Counted once to find out how long a row takes; 5 ms and more. */
  private static final long TRIAL_ROWS = 100_000;

  private static final int TRIALS = 5;

  private final LatencyRule rule;
  private final Progress progress;
  private final RoundsFile file;
  private final SplittableRandom seeds;

  private RoundRecording(LatencyRule rule, Progress progress, RoundsFile file, long seed) {
    this.rule = rule;
    this.progress = progress;
    this.file = file;
    this.seeds = new SplittableRandom(seed);
  }

  /**
   * Begins a pass at the end of a file.
   *
   * @param file receives the rounds
   * @param rule of the comparisons whose rounds are recorded
   * @param seed of the order of arms and queries
   * @param setup of the run
   */
  static RoundRecording begin(Path file, LatencyRule rule, long seed, RunSetup setup) {
    Cpu cpu = ArmRounds.cpu();
    RoundsFile rounds =
        RoundsFile.beginPass(
            file,
            List.of(
                setup.clock().instant().toString(),
                "pgassay "
                    + setup.tool().version()
                    + setup.tool().gitRevision().map(it -> " " + it).orElse(""),
                cpu.count() + " x " + cpu.model().orElse("unknown processor")));
    return new RoundRecording(rule, setup.progress(), rounds, seed);
  }

  @Override
  public void run(ArmRounds group) throws InterruptedException {
    List<Arms> prepared = new ArrayList<>();
    try {
      for (Point query : group.queries()) {
        prepared.add(prepare(group, query));
      }
      record(group, prepared);
    } finally {
      prepared.forEach(Arms::close);
    }
  }

  private void record(ArmRounds group, List<Arms> prepared) {
    int rounds = rule.mostRounds() + rule.confirmingRounds();
    for (int round = 0; round < rounds && !prepared.isEmpty(); round++) {
      Collections.shuffle(prepared, new Random(seeds.nextLong()));
      group.renewSessions();
      for (Arms arms : prepared) {
        file.add(group.display(), arms.key(), round(group, arms));
      }
    }
    progress.say(group.display() + ": " + rounds + " rounds of " + prepared.size() + " points");
  }

  private RoundOfArms round(ArmRounds group, Arms arms) {
    return group.round(arms, seeds.nextLong());
  }

  private Arms prepare(ArmRounds group, Point query) throws InterruptedException {
    double guess = query.latency().orElseThrow().meanNanos() / nanosOfARow(group.workspace());
    try (Arms pilot = arms(group, query, guess, PILOTS_OF_A_ROUND)) {
      return arms(group, query, guess * correction(group, pilot), 1);
    }
  }

  /** Returns the factor for the number of rows that gives the intended slowdown. */
  private double correction(ArmRounds group, Arms pilot) {
    RecordedArm arm = RecordedArm.SLOWER_BY_20;
    double[] logs = new double[PILOT_ROUNDS];
    for (int i = 0; i < logs.length; i++) {
      group.renewSessions();
      RoundOfArms round = round(group, pilot);
      logs[i] = round.figures().get(Aspect.P50).logs().get(arm.ordinal());
    }
    double seen = Math.expm1(Quantile.nearestRank(logs, 0.5));
    return Math.max(0.3, Math.min(3, arm.slowdownRatio() / Math.max(0.01, seen)));
  }

  private static double nanosOfARow(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
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

  private static Arms arms(ArmRounds group, Point query, double rowsOfTheWholeTime, int part)
      throws InterruptedException {
    List<Map<String, String>> settings = new ArrayList<>(List.of(BusyStatement.counting(0)));
    for (RecordedArm arm : RecordedArm.values()) {
      long rows = Math.round(arm.slowdownRatio() * rowsOfTheWholeTime);
      settings.add(BusyStatement.counting(rows));
    }
    return group.arms(query, BusyStatement::rewrite, settings, part);
  }
}
