package dev.pgassay.runner.point;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All observations of one point. Immutable, except for the answers.
 *
 * @param key tells the point from the others of its run
 * @param schedule how the point was measured
 * @param before the conditions just before the forks ran
 * @param forks the output of the forks
 * @param expected the expected answers and plans, and the outcome of the check
 */
record ObservedPoint(
    PointKey key, Schedule schedule, Before before, Forks forks, Expected expected) {
  /** The folder of plans in that of the run. */
  private static final String PLANS = "plans";

  /**
   * The conditions just before the forks ran.
   *
   * @param canary how fast the machine was
   * @param preparation in which state the caches were
   * @param indexBuiltAt when the index that was measured was built; empty if there is not exactly
   *     one
   */
  record Before(Canary canary, Preparation preparation, Optional<Instant> indexBuiltAt) {}

  /**
   * The output of the forks.
   *
   * @param folder of their raw data
   * @param iterations the measured iterations of each fork that ended well
   * @param reports one for each fork that wrote one
   * @param answers of all forks; empty if none were kept
   * @param planFile the plan with times and buffers, relative to the run's folder
   * @param end why forks are missing, as far as it is known
   */
  record Forks(
      Path folder,
      List<List<Fork.Iteration>> iterations,
      List<ForkReport> reports,
      Optional<Answers> answers,
      Optional<String> planFile,
      End end) {
    Forks {
      iterations = List.copyOf(iterations);
      reports = List.copyOf(reports);
    }
  }

  /**
   * How the forks ended.
   *
   * @param overdue the fork that was ended because it took too long
   * @param lastWords of a fork that left no report
   */
  record End(Optional<OverdueFork> overdue, Optional<String> lastWords) {}

  /**
   * The benchmark's expectations of the answers and the plan.
   *
   * @param answersMayDiffer whether an execution may answer differently from an earlier one
   * @param plan how the rows had to be reached
   * @param truth the ground truth by which the answers were judged
   * @param judgement on the answers; empty if none were kept
   */
  record Expected(
      boolean answersMayDiffer,
      PlanRule plan,
      Optional<GroundTruthTask> truth,
      Optional<Judgement> judgement) {}

  /**
   * Reads the output of a point's forks. Answers are judged and not kept.
   *
   * @param runFolder the folder of the run, which keeps the plan
   * @param iterations the measured iterations of each fork that ended well
   * @param overdue the fork that was ended because it took too long
   */
  static ObservedPoint read(
      Path runFolder,
      PointMeasurement.Begun begun,
      ForkDriver driver,
      Group group,
      List<List<Fork.Iteration>> iterations,
      Optional<OverdueFork> overdue)
      throws IOException, InterruptedException {
    PreparedWorkload prepared = begun.prepared();
    Parameters parameters = begun.planned().parameters();
    Path reports = begun.reports();
    List<ForkReport> forks = ForkReport.readAll(reports);
    Optional<Answers> answers = answers(reports, forks);
    Optional<Judgement> judgement =
        answers.isPresent()
            ? Optional.of(prepared.judge(parameters, answers.get()))
            : Optional.empty();
    return new ObservedPoint(
        driver.key(group.workload(), begun.planned()),
        driver.schedule(begun.planned()),
        new Before(
            begun.canary(),
            driver.preparation(begun.preparation()),
            measuredBuild(prepared, begun.planned()).map(IndexBuild::builtAt)),
        new Forks(
            reports,
            iterations,
            forks,
            answers,
            keepPlan(runFolder, reports, forks),
            new End(overdue, driver.lastWords())),
        new Expected(
            prepared.answersMayDiffer(),
            prepared.plan(parameters),
            prepared.truth(parameters),
            judgement));
  }

  /** The one index that was built for the point and is in its plan; empty if there are more. */
  private static Optional<IndexBuild> measuredBuild(
      PreparedWorkload prepared, PlannedPoint planned) {
    List<String> meant = prepared.plan(planned.parameters()).uses();
    List<IndexBuild> used =
        prepared.indexBuilds().stream()
            .filter(build -> meant.isEmpty() || meant.contains(build.name()))
            .toList();
    return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
  }

  /** Keeps the first fork's plan with times and buffers in the run's folder, named by its point. */
  private static Optional<String> keepPlan(Path runFolder, Path reports, List<ForkReport> forks)
      throws IOException {
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
