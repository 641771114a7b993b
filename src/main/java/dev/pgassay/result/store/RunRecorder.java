package dev.pgassay.result.store;

import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.IndexBuild;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.result.run.Sitting;
import dev.pgassay.result.run.Summary;
import dev.pgassay.result.run.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Gathers a run while it goes on. Thread-safe, because an interruption ends a run from another
 * thread than the one that measures.
 */
public final class RunRecorder {
  /** What a run says of itself until it has ended, so also after its process was killed. */
  private static final String UNFINISHED = "the run is in progress or was killed";

  private final RunId runId;
  private final Tool tool;
  private final Invocation invocation;
  private final Instant startedAt;
  private final Environment environment;
  private final Server server;
  private final Instant sittingStartedAt;
  private final List<Sitting> earlierSittings = new ArrayList<>();
  private final List<IndexBuild> indexBuilds = new ArrayList<>();
  private final Map<PointKey, Point> points = new LinkedHashMap<>();
  private final List<Phase> phases = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private List<TableSize> tableSizes = List.of();
  private Optional<IndexAudit> indexAudit = Optional.empty();
  private Dataset dataset;

  /**
   * Begins a run.
   *
   * @param runId its name
   * @param tool what measures
   * @param invocation what was asked for
   * @param startedAt when it began
   * @param environment the machine of the clients
   * @param server what is measured
   * @param dataset what is searched
   */
  public RunRecorder(
      RunId runId,
      Tool tool,
      Invocation invocation,
      Instant startedAt,
      Environment environment,
      Server server,
      Dataset dataset) {
    this(runId, tool, invocation, startedAt, startedAt, environment, server, dataset);
  }

  private RunRecorder(
      RunId runId,
      Tool tool,
      Invocation invocation,
      Instant startedAt,
      Instant sittingStartedAt,
      Environment environment,
      Server server,
      Dataset dataset) {
    this.runId = Objects.requireNonNull(runId, "runId");
    this.tool = Objects.requireNonNull(tool, "tool");
    this.invocation = Objects.requireNonNull(invocation, "invocation");
    this.startedAt = Objects.requireNonNull(startedAt, "startedAt");
    this.sittingStartedAt = Objects.requireNonNull(sittingStartedAt, "sittingStartedAt");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.server = Objects.requireNonNull(server, "server");
    this.dataset = Objects.requireNonNull(dataset, "dataset");
  }

  /**
   * Goes on with a run that was not finished: its valid points, its builds and its phases are kept,
   * points that are not valid are to be measured again. Warnings follow from what is kept, and are
   * the caller's to give again.
   *
   * @param earlier the run as it was left
   * @param resumedAt when it is taken up again
   * @return a recorder that writes the same run
   */
  public static RunRecorder resuming(Run earlier, Instant resumedAt) {
    RunRecorder recorder =
        new RunRecorder(
            earlier.runId(),
            earlier.tool(),
            earlier.invocation(),
            earlier.startedAt(),
            resumedAt,
            earlier.environment(),
            earlier.server(),
            earlier.dataset());
    recorder.earlierSittings.addAll(earlier.sittings());
    recorder.tableSizes = earlier.tableSizes();
    recorder.indexBuilds.addAll(earlier.indexBuilds());
    earlier.points().stream().filter(Point::valid).forEach(recorder::add);
    recorder.phases.addAll(earlier.phases());
    return recorder;
  }

  /**
   * Says more about the dataset, such as what loading it took.
   *
   * @param value the dataset from now on
   */
  public synchronized void dataset(Dataset value) {
    dataset = Objects.requireNonNull(value, "dataset");
  }

  /**
   * Says what the tables take on disk.
   *
   * @param values all tables
   */
  public synchronized void tableSizes(List<TableSize> values) {
    tableSizes = List.copyOf(values);
  }

  /**
   * Says what the schema's indexes are for and cost.
   *
   * @param value the audit
   */
  public synchronized void indexAudit(IndexAudit value) {
    indexAudit = Optional.of(value);
  }

  /**
   * Adds an index that was built, unless that very build was added before.
   *
   * @param build the next one
   */
  public synchronized void add(IndexBuild build) {
    if (!indexBuilds.contains(build)) {
      indexBuilds.add(build);
    }
  }

  /**
   * Adds a point, in the place of an earlier one with the same key.
   *
   * @param point the next one
   */
  public synchronized void add(Point point) {
    points.put(point.key(), point);
  }

  /**
   * Adds a stretch of wall time.
   *
   * @param phase the next one
   */
  public synchronized void add(Phase phase) {
    phases.add(Objects.requireNonNull(phase, "phase"));
  }

  /**
   * Adds a warning, unless it was given before.
   *
   * @param warning the next one
   */
  public synchronized void add(Warning warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /**
   * Returns the run as it would be found if the process were killed now.
   *
   * @param now the wall-clock time
   * @return an incomplete run without an end
   */
  public synchronized Run snapshot(Instant now) {
    return run(RunStatus.INCOMPLETE, Optional.of(UNFINISHED), now, false);
  }

  /**
   * Ends the run.
   *
   * @param finishedAt when it ended
   * @return the complete run
   */
  public synchronized Run complete(Instant finishedAt) {
    return run(RunStatus.COMPLETE, Optional.empty(), finishedAt, true);
  }

  /**
   * Ends the run before all was measured.
   *
   * @param reason why, in one line
   * @param finishedAt when it ended
   * @return the incomplete run
   */
  public synchronized Run incomplete(String reason, Instant finishedAt) {
    return run(RunStatus.INCOMPLETE, Optional.of(reason), finishedAt, true);
  }

  private Run run(RunStatus status, Optional<String> reason, Instant now, boolean finished) {
    List<Point> measured = List.copyOf(points.values());
    List<Sitting> sittings = new ArrayList<>(earlierSittings);
    sittings.add(new Sitting(sittingStartedAt, now));
    return new Run(
        Run.SCHEMA_VERSION,
        runId,
        status,
        reason,
        tool,
        invocation,
        startedAt,
        finished ? Optional.of(now) : Optional.empty(),
        sittings,
        environment,
        server,
        Fingerprint.of(environment, server),
        dataset,
        tableSizes,
        indexBuilds,
        measured,
        indexAudit,
        phases,
        warnings,
        Summary.of(measured, phases, sittings, finished));
  }
}
