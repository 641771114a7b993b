package dev.pgassay.runner.ab;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.Environment.Cpu;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.ab.AbFork.Turns;
import dev.pgassay.runner.machine.MachineReader;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.GroupedMeasurement;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The queries of one group, on which a program that measures pgassay itself runs rounds as {@code
 * ab} does, with arms of its own. The statement of all arms may be rewritten; the arms differ in
 * settings of the session. Not thread-safe.
 */
public final class ArmRounds {
  private final OfRun run;
  private final Group group;
  private final PreparedWorkload prepared;
  private final Map<PointKey, PlannedPoint> planned = new LinkedHashMap<>();
  private final List<Point> queries = new ArrayList<>();

  private ArmRounds(OfRun run, Group group, PreparedWorkload prepared) {
    this.run = run;
    this.group = group;
    this.prepared = prepared;
  }

  /**
   * The request for rounds.
   *
   * @param budget for the rounds of all points of a comparison, which the rounds are as long as
   * @param rounds how many of each point such a comparison has at most, at least 1
   * @param procedure runs the rounds of each group, while its prepared workload still exists
   */
  public record Request(Duration budget, int rounds, Procedure procedure) {
    public Request {
      if (budget.isNegative() || budget.isZero() || rounds < 1) {
        throw new IllegalArgumentException(
            "budget and rounds must be above zero: " + budget + ", " + rounds);
      }
    }
  }

  /** Runs the rounds of a group. */
  @FunctionalInterface
  public interface Procedure {
    /**
     * Runs the rounds of a group.
     *
     * @param group its queries were observed once
     * @throws InterruptedException if the run is ended
     */
    void run(ArmRounds group) throws InterruptedException;
  }

  /** The arms of a query, ready for rounds. Their files are deleted when it is closed. */
  public static final class Arms implements AutoCloseable {
    private final PointKey key;
    private final int clients;
    private final Turns turns;
    private final List<Path> forkFiles = new ArrayList<>();

    private Arms(PointKey key, int clients, Turns turns) {
      this.key = key;
      this.clients = clients;
      this.turns = turns;
    }

    /**
     * Returns the key of their query in the run.
     *
     * @return the key
     */
    public PointKey key() {
      return key;
    }

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

  /**
   * Names the group.
   *
   * @return benchmark and build parameters, for people
   */
  public String display() {
    return group.display();
  }

  /**
   * Returns the queries of the group whose answers were right. Statements that write are left out.
   *
   * @return the queries as they were observed
   */
  public List<Point> queries() {
    return List.copyOf(queries);
  }

  /** Returns the workspace in which the queries are executed. */
  public Workspace workspace() {
    return prepared.workspace();
  }

  /**
   * Returns the processors of this machine, to tell recordings of different machines apart.
   *
   * @return their known properties
   */
  public static Cpu cpu() {
    return MachineReader.read(List.of()).cpu();
  }

  /**
   * Prepares arms.
   *
   * @param query one of the group
   * @param rewriting of its statement, the same for all arms
   * @param settings of the sessions of each arm, the base's first
   * @param part 1 for rounds as long as those of a comparison, n for an n-th of that, as far as a
   *     median needs no more
   * @return the arms, to be closed
   * @throws InterruptedException if the run is ended
   */
  public Arms arms(
      Point query, UnaryOperator<String> rewriting, List<Map<String, String>> settings, int part)
      throws InterruptedException {
    PlannedPoint point = planned.get(query.key());
    Turns whole =
        RoundLength.turns(
            RoundLength.meanNanos(query),
            RoundLength.armNanos(
                run.request.budget(), run.run.plan().points(), run.request.rounds()));
    Arms arms = new Arms(query.key(), point.clients(), RoundLength.part(whole, part));
    try {
      for (Map<String, String> ofArm : settings) {
        arms.forkFiles.add(
            run.run.points().forkFile(new Rewritten(prepared, ofArm, rewriting), point));
      }
      return arms;
    } catch (RuntimeException | InterruptedException e) {
      arms.close();
      throw e;
    }
  }

  /** Opens new sessions for each arm. The queries of a round share them. */
  public void renewSessions() {
    run.process.renewSessions();
  }

  /**
   * Lets arms take turns.
   *
   * @param arms of this group
   * @param seed of the order of arms and queries
   * @return the figures of the round
   * @throws Failure if too few executions succeeded
   */
  public RoundOfArms round(Arms arms, long seed) {
    AbProcess.Answer answer =
        run.process.round(group.workload(), arms.clients, arms.turns, seed, arms.forkFiles);
    if (answer.figures().figures().isEmpty()) {
      throw new Failure(
          "too few of "
              + answer.executions()
              + " executions in a round of "
              + arms.key.display()
              + " succeeded in all arms; see ab.log in the run's folder");
    }
    return answer.figures();
  }

  private void add(PlannedPoint point, Point observed, Progress progress)
      throws InterruptedException {
    boolean query =
        observed.valid()
            && prepared.role() == Role.READ_ONLY
            && QueryInputs.areIn(prepared.forkInputs(point.parameters()));
    if (query) {
      queries.add(observed);
      planned.put(observed.key(), point);
    } else {
      progress.say(observed.key().display() + " is no valid query and has no rounds");
    }
  }

  /** An arm whose statement is rewritten. */
  private static final class Rewritten extends AbArm {
    private final UnaryOperator<String> rewriting;

    Rewritten(
        PreparedWorkload prepared, Map<String, String> settings, UnaryOperator<String> rewriting) {
      super(prepared, AbChange.of(settings, Map.of(), List.of()));
      this.rewriting = rewriting;
    }

    @Override
    public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
      return QueryInputs.rewritten(super.forkInputs(point), rewriting);
    }
  }

  /** Observes the points of a run, and has the rounds of each group run. */
  public static final class OfRun extends GroupedMeasurement implements AutoCloseable {
    private final Request request;
    private ReadyRun run;
    private AbProcess process;
    private final Map<PlannedPoint, Point> observed = new LinkedHashMap<>();

    /**
     * @param request how long the rounds are, and who runs them
     */
    public OfRun(Request request) {
      this.request = request;
    }

    @Override
    protected void begin(ReadyRun ready) {
      run = ready;
      process = AbProcess.start(ready.forks());
    }

    @Override
    protected void measure(
        ReadyRun ready, Group group, PreparedWorkload prepared, PlannedPoint planned)
        throws InterruptedException {
      AbObserver observer = new AbObserver(process, AbObservation.Part.ANY);
      int number = ready.plan().number(group, planned);
      Point point = ready.points().measure(observer, group, prepared, planned, number);
      observed.put(planned, point);
      ready.measured(point);
    }

    @Override
    protected void finish(ReadyRun ready, Group group, PreparedWorkload prepared)
        throws InterruptedException {
      ArmRounds rounds = new ArmRounds(this, group, prepared);
      for (Map.Entry<PlannedPoint, Point> entry : observed.entrySet()) {
        rounds.add(entry.getKey(), entry.getValue(), ready.progress());
      }
      observed.clear();
      request.procedure().run(rounds);
      process.forget();
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
      }
    }
  }
}
