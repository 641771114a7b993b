package dev.pgassay.runner.ab;

import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.runner.ab.AbRounds.ObservedPair;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.LatencyTrial;
import dev.pgassay.verdict.compare.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets the arms of one group after the other take turns, within a budget for all groups. Not
 * thread-safe.
 */
final class AbLatencies {
  private final ReadyRun run;
  private final AbProcess process;
  private final AbRequest request;
  private final Optional<RunningServer> contenders;
  private Duration spent = Duration.ZERO;

  /**
   * @param contenders the contender's own server; empty if the arms share one
   */
  AbLatencies(
      ReadyRun run, AbProcess process, AbRequest request, Optional<RunningServer> contenders) {
    this.run = run;
    this.process = process;
    this.request = request;
    this.contenders = contenders;
  }

  /**
   * Refuses a point for which no round of the budget is long enough.
   *
   * @param points how many of the group share its budget
   */
  Optional<Finding> tooSlow(Group group, ObservedPair pair, int points) {
    Duration least = RoundLength.least(pair.meanNanos(), request.rule().leastRounds());
    if (least.compareTo(budget(group, points)) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            pair.base().key().display(),
            Optional.of(pair.base().key()),
            Aspect.P50,
            Verdict.UNSTABLE,
            String.format(
                Locale.ROOT,
                "an execution takes %,.0f ms, so its rounds would take %,d s, more than its share"
                    + " of the budget; give a larger --budget or compare it alone",
                pair.meanNanos() / 1e6,
                least.toSeconds() + 1),
            Optional.empty()));
  }

  /**
   * Judges the latencies of points by rounds.
   *
   * @param pairs of the arms' group, at least one
   * @param findings receives the conditions and the failures
   */
  List<Finding> judge(AbArms arms, List<ObservedPair> pairs, AbFindings findings)
      throws InterruptedException {
    String name = arms.group().display();
    makeBuffersAlike(arms).ifPresent(reason -> findings.advise(name + ": " + reason));
    Duration budget = budget(arms.group(), pairs.size());
    try (AbRounds rounds =
        AbRounds.prepare(
            run,
            process,
            arms,
            pairs,
            request,
            new AbRounds.Time(budget, RoundLength.longest(left(), budget)))) {
      double shareOfSuite = (double) pairs.size() / run.plan().points();
      LatencyTrial trial = new LatencyTrial(rounds, request.rule(), request.policy(), shareOfSuite);
      List<Finding> found = findings.withFailures(trial.judge(rounds.points()), rounds.failures());
      run.progress()
          .say(name + ": " + trial.roundsRun() + " rounds of " + pairs.size() + " points");
      findings.advise(rounds.conditions(name));
      spent = spent.plus(rounds.spent());
      return found;
    }
  }

  /**
   * Returns why the arms' blocks are placed differently in the buffers; empty if they are alike.
   */
  private Optional<String> makeBuffersAlike(AbArms arms) throws InterruptedException {
    if (run.context().generator().isEmpty()) {
      return Optional.empty();
    }
    Workspace contender = arms.contender().workspace();
    Stream<Workspace> equal = Stream.of(arms.base(), arms.control()).map(AbArm::workspace);
    List<ArmBuffers.OnServer> servers =
        contenders.isPresent()
            ? List.of(
                new ArmBuffers.OnServer(run.server(), equal.distinct().toList()),
                new ArmBuffers.OnServer(contenders.get(), List.of(contender)))
            : List.of(
                new ArmBuffers.OnServer(
                    run.server(), Stream.concat(equal, Stream.of(contender)).distinct().toList()));
    return ArmBuffers.makeAlike(servers, run.progress())
        .map(
            reason ->
                "the arms' blocks lie differently in the server's buffers, which can make a query"
                    + " that reads thousands of them several per cent slower: "
                    + reason);
  }

  /** Returns the group's part of the budget that earlier groups left over. */
  private Duration budget(Group group, int points) {
    List<Group> groups = run.plan().groups();
    int pointsAfter =
        groups.subList(groups.indexOf(group) + 1, groups.size()).stream()
            .mapToInt(it -> it.points().size())
            .sum();
    return RoundLength.share(left(), points, pointsAfter);
  }

  private Duration left() {
    return request.budget().minus(spent);
  }
}
