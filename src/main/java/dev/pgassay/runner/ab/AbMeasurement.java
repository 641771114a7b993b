package dev.pgassay.runner.ab;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.NotExecutable;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.ab.AbRounds.ObservedPair;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.GroupedMeasurement;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.runner.prepare.ResultParts;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.compare.Attribution;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.RecordComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Observes the base's points for figures that are the same on any machine, then makes the
 * contender, observes it likewise, and lets the arms take turns. Not thread-safe.
 */
public final class AbMeasurement extends GroupedMeasurement implements AutoCloseable {
  private final RunSetup setup;
  private final RunPlan plan;
  private final AbRequest request;
  private final AbFindings findings;
  private Optional<RunningArm> other = Optional.empty();
  private AbProcess process;
  private AbPairs pairs;
  private AbLatencies latencies;

  /**
   * @param setup of the base
   * @param plan the base's points
   * @param request how the contender differs, and how it is judged
   */
  public AbMeasurement(RunSetup setup, RunPlan plan, AbRequest request) {
    this.setup = setup;
    this.plan = plan;
    this.request = request;
    this.findings = new AbFindings(request);
  }

  /** The contender's settings are tried on its own server, if it has one, which is loaded then. */
  @Override
  public void tryOut(Workspace workspace) throws InterruptedException {
    Map<String, String> settings = request.change().settings();
    if (request.change().server().isPresent()) {
      other = Optional.of(RunningArm.start(request.change().server().get(), setup, plan, settings));
    } else {
      ArmTrial.settings(settings, workspace);
    }
  }

  @Override
  protected void begin(ReadyRun run) {
    if (request.change().copies()) {
      AbArms.makeCopies(request.change(), run.context())
          .ifPresent(
              reason ->
                  findings.advise(
                      "the copies were not read in turns into the server's buffers, which can make a"
                          + " query that reads thousands of blocks several per cent slower: "
                          + reason));
    }
    process = AbProcess.start(run.forks());
    pairs = new AbPairs(run, process);
    latencies = new AbLatencies(run, process, request, other.map(RunningArm::server));
  }

  @Override
  protected void measure(ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    if (findings.nothingJudged() && !request.change().copies()) {
      // Not earlier: a script may name an index that was built for the first group.
      ArmTrial.scripts(request.change(), contendersContext().orElse(run.context()));
    }
    Point base = pairs.ofBase(group, prepared, planned);
    findings.judge(base.key());
    run.measured(base);
  }

  private Optional<WorkloadContext> contendersContext() {
    return other.map(RunningArm::context);
  }

  @Override
  protected void finish(ReadyRun run, Group group, PreparedWorkload prepared)
      throws InterruptedException {
    try {
      judge(run, group, prepared);
    } catch (NotExecutable e) {
      pairs.bases().forEach(base -> findings.refused(base.key(), e.getMessage()));
    } catch (NotAvailable e) {
      pairs.bases().forEach(base -> findings.unavailable(base.key(), e.getMessage()));
    } finally {
      pairs.forget();
    }
    process.forget();
  }

  @Override
  protected void refused(Group group, String reason) {
    group
        .points()
        .forEach(planned -> findings.unavailable(planned.key(group.workload().name()), reason));
  }

  private void judge(ReadyRun run, Group group, PreparedWorkload prepared)
      throws InterruptedException {
    if (request.change().over(group.workload()).isEmpty()) {
      pairs.bases().forEach(base -> findings.gone(base.key()));
      return;
    }
    try (AbArms arms =
        AbArms.make(group, prepared, request.change(), run.context(), contendersContext())) {
      compare(run, arms);
    }
  }

  private void compare(ReadyRun run, AbArms arms) throws InterruptedException {
    if (request.change().changesSchema()) {
      findings.addSizes(arms);
    }
    List<ObservedPair> observed = pairs.observe(arms);
    List<Finding> exact = exact(arms, observed);
    findings.add(exact);
    List<ObservedPair> affordable = new ArrayList<>();
    List<ObservedPair> valid = observed.stream().filter(ObservedPair::valid).toList();
    for (ObservedPair pair : valid) {
      Optional<Finding> tooSlow = latencies.tooSlow(arms.group(), pair, valid.size());
      tooSlow.ifPresentOrElse(it -> findings.add(List.of(it)), () -> affordable.add(pair));
    }
    if (!affordable.isEmpty()) {
      List<Finding> judged = latencies.judge(arms, affordable, findings);
      findings.add(
          controlIsAlike(run) ? Attribution.explain(judged, exact) : AbFindings.unstable(judged));
    }
  }

  /**
   * Whether the control shows the effect of the contender's database by itself. It does not if the
   * user's own database serves base and control, and another one serves the contender.
   */
  private boolean controlIsAlike(ReadyRun run) {
    return other.isEmpty() || run.context().generator().isPresent() || request.change().copies();
  }

  private List<Finding> exact(AbArms arms, List<ObservedPair> observed) {
    List<RecordedPoint> base = new ArrayList<>();
    List<RecordedPoint> contender = new ArrayList<>();
    for (ObservedPair pair : observed) {
      base.add(recorded(pair.base(), arms.base()));
      contender.add(recorded(pair.contender(), arms.contender()));
    }
    return RecordComparison.ofPoints(base, contender, request.policy(), arms.sameIndexes());
  }

  private static RecordedPoint recorded(Point point, AbArm arm) {
    return RecordedPoint.of(
        point,
        arm.indexBuilds().stream()
            .filter(build -> point.indexBuiltAt().equals(Optional.of(build.builtAt())))
            .findFirst()
            .map(build -> ResultParts.indexBuild(build, Map.of())));
  }

  /**
   * Returns the result.
   *
   * @param base names the base
   * @return every finding of every group
   */
  public Comparison comparison(String base) {
    return findings.comparison(base);
  }

  /** Ends the JVM of the arms and the contender's own server. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    other.ifPresent(RunningArm::close);
  }
}
