package dev.pgassay.runner.point;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.OverdueFork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was observed of one point. Immutable, but for the answers.
 *
 * @param key tells the point from the others of its run
 * @param schedule how the point was measured
 * @param before what was found just before the forks ran
 * @param forks what the forks left
 * @param expected what the forks' answers and plans are checked against, and the outcome
 */
record ObservedPoint(
    PointKey key, Schedule schedule, Before before, Forks forks, Expected expected) {
  /**
   * The conditions just before the forks ran.
   *
   * @param canary how fast the machine was
   * @param preparation in which state the caches were
   * @param indexBuiltAt when the index that was measured was built; empty where there is not
   *     exactly one
   */
  record Before(Canary canary, Preparation preparation, Optional<Instant> indexBuiltAt) {}

  /**
   * What the forks left.
   *
   * @param folder of their raw data
   * @param iterations the measured iterations of each fork that ended well
   * @param reports one for each fork that wrote one
   * @param answers of all forks; empty where none were kept
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
    /** Copies the lists. */
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
   * What the benchmark expects of the answers.
   *
   * @param answersMayDiffer whether an execution may answer differently from an earlier one
   * @param plan how the rows had to be reached
   * @param truth what the answers were judged by
   * @param judgement on the answers; empty where none were kept
   */
  record Expected(
      boolean answersMayDiffer,
      PlanRule plan,
      Optional<GroundTruthTask> truth,
      Optional<Judgement> judgement) {}
}
