package dev.pgassay.runner.ab;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.ComparedRounds;
import dev.pgassay.verdict.compare.LatencyTrial;
import dev.pgassay.verdict.compare.Round;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Runs rounds of a group's points on a server and keeps them as {@link ComparedRounds}. A round is
 * as long as the budget allows, up to two seconds of each arm. Not thread-safe.
 */
final class AbRounds implements LatencyTrial.Rounds, AutoCloseable {
  private static final int CONTROL = 0;
  private static final int CONTENDER = 1;

  private final AbProcess process;
  private final Group group;
  private final Map<PointKey, PointRounds> points = new LinkedHashMap<>();
  private final Map<PointKey, RoundFailures> failures = new LinkedHashMap<>();
  private final SplittableRandom seeds;
  private final Path folder;
  private final long begun = System.nanoTime();
  private final long budgetNanos;
  private final long longestNanos;
  private final int leastRounds;
  private int rounds;
  private boolean confirming;

  private record PointRounds(int clients, AbFork.Turns turns, List<Path> forkFiles) {}

  /**
   * The observations of a point in both arms.
   *
   * @param planned the point
   * @param base as it was observed in the base
   * @param contender as it was observed in the contender
   */
  record ObservedPair(PlannedPoint planned, Point base, Point contender) {
    /** How long an execution takes, over the arms of a round. */
    double meanNanos() {
      return RoundLength.meanNanos(base, contender);
    }

    /** Whether both arms gave valid points. */
    boolean valid() {
      return base.valid() && contender.valid();
    }
  }

  /**
   * How long the rounds of a group may take.
   *
   * @param budget the time that the rounds are cut for
   * @param longest the most time that they may take, to confirm a finding
   */
  record Time(Duration budget, Duration longest) {}

  private AbRounds(AbProcess process, Group group, AbRequest request, Time time, Path folder) {
    this.process = process;
    this.group = group;
    this.seeds = new SplittableRandom(request.seed());
    this.budgetNanos = time.budget().toNanos();
    this.longestNanos = time.longest().toNanos();
    this.leastRounds = request.rule().leastRounds();
    this.folder = folder;
  }

  /**
   * Prepares rounds.
   *
   * @param run writes the files that the arms' forks read
   * @param observed the points that have rounds
   */
  static AbRounds prepare(
      ReadyRun run,
      AbProcess process,
      AbArms arms,
      List<ObservedPair> observed,
      AbRequest request,
      Time time)
      throws InterruptedException {
    PointMeasurement measurement = run.points();
    AbRounds rounds = new AbRounds(process, arms.group(), request, time, run.recording().folder());
    double armNanos =
        RoundLength.armNanos(time.budget(), observed.size(), request.rule().mostRounds());
    for (ObservedPair pair : observed) {
      List<Path> files = new ArrayList<>();
      for (AbArm arm : List.of(arms.base(), arms.control(), arms.contender())) {
        files.add(measurement.forkFile(arm, pair.planned()));
      }
      rounds.points.put(
          pair.base().key(),
          new PointRounds(
              pair.planned().clients(), RoundLength.turns(pair.meanNanos(), armNanos), files));
    }
    return rounds;
  }

  Collection<PointKey> points() {
    return points.keySet();
  }

  /** The failures at each point that had rounds. */
  Map<PointKey, RoundFailures> failures() {
    return failures;
  }

  @Override
  public Map<PointKey, Round> next(Collection<PointKey> wanted) {
    List<PointKey> order = new ArrayList<>(wanted);
    Collections.shuffle(order, new Random(seeds.nextLong()));
    Map<PointKey, Round> found = new LinkedHashMap<>();
    process.renewSessions();
    for (PointKey key : order) {
      PointRounds point = points.get(key);
      AbProcess.Answer answer =
          process.round(
              group.workload(),
              point.clients(),
              point.turns(),
              seeds.nextLong(),
              point.forkFiles());
      failures.merge(key, RoundFailures.of(answer), RoundFailures::plus);
      found.put(key, answer.figures().round(CONTROL, CONTENDER));
    }
    rounds++;
    keep(found);
    return found;
  }

  @Override
  public boolean timeLeft(boolean confirming) {
    this.confirming = confirming;
    long spentNanos = spent().toNanos();
    return confirming
        ? spentNanos < longestNanos
        : RoundLength.firstStageGoesOn(
            (double) spentNanos / budgetNanos,
            rounds,
            leastRounds,
            (double) longestNanos / budgetNanos);
  }

  /** The time since these rounds were prepared. */
  Duration spent() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Under which conditions rounds were run, in one line. */
  String conditions(String name) {
    IntSummaryStatistics operations =
        points.values().stream()
            .mapToInt(it -> it.turns().operations() * it.turns().number())
            .summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%s: %s queries of each arm in a round, base, control and contender in turns of %.0f"
            + " ms in mirrored random order, sessions opened anew in each of %d rounds, %.0f s",
        name,
        operations.getMin() == operations.getMax()
            ? Integer.toString(operations.getMin())
            : operations.getMin() + " to " + operations.getMax(),
        RoundLength.TURN.toNanos() / 1e6,
        rounds,
        spent().toNanos() / 1e9);
  }

  private void keep(Map<PointKey, Round> found) {
    Path file = folder.resolve(ComparedRounds.FILE);
    try (BufferedWriter out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (Map.Entry<PointKey, Round> entry : found.entrySet()) {
        for (Map.Entry<Aspect, Round.Figure> figure : entry.getValue().figures().entrySet()) {
          out.write(
              ComparedRounds.line(
                      entry.getKey().display(),
                      confirming,
                      rounds,
                      figure.getKey(),
                      figure.getValue())
                  + "\n");
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (PointRounds point : points.values()) {
      for (Path file : point.forkFiles()) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new Failure("cannot remove " + file + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
