package dev.pgassay.result.store;

import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Attempt;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.RunStatus;
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
 * Collects the data of a run in progress. Thread-safe, because an interruption ends a run from
 * another thread than the measuring one.
 */
public final class RunRecorder {
  /** The reason of an unfinished run. It stays in the file if the process is killed. */
  private static final String UNFINISHED = "the run is in progress or was killed";

  private final RunId runId;
  private final Tool tool;
  private final Invocation invocation;
  private final Instant startedAt;
  private final Environment environment;
  private final Server server;
  private final Instant attemptStartedAt;
  private final List<Attempt> earlierAttempts = new ArrayList<>();
  private final List<RecordedBuild> indexBuilds = new ArrayList<>();
  private final Map<PointKey, Point> points = new LinkedHashMap<>();
  private final List<Phase> phases = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private List<TableSize> tableSizes = List.of();
  private Optional<IndexAudit> indexAudit = Optional.empty();
  private Dataset dataset;

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
      Instant attemptStartedAt,
      Environment environment,
      Server server,
      Dataset dataset) {
    this.runId = Objects.requireNonNull(runId, "runId");
    this.tool = Objects.requireNonNull(tool, "tool");
    this.invocation = Objects.requireNonNull(invocation, "invocation");
    this.startedAt = Objects.requireNonNull(startedAt, "startedAt");
    this.attemptStartedAt = Objects.requireNonNull(attemptStartedAt, "attemptStartedAt");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.server = Objects.requireNonNull(server, "server");
    this.dataset = Objects.requireNonNull(dataset, "dataset");
  }

  /**
   * Continues an unfinished run. Its valid points, its builds and its phases are kept; other points
   * are to be measured again. The caller adds warnings again, because they follow from the kept
   * data.
   *
   * @param earlier the run as it was stored
   * @param resumedAt when it is resumed
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
    recorder.earlierAttempts.addAll(earlier.sittings());
    recorder.tableSizes = earlier.tableSizes();
    recorder.indexBuilds.addAll(earlier.indexBuilds());
    earlier.points().stream().filter(Point::valid).forEach(recorder::add);
    recorder.phases.addAll(earlier.phases());
    return recorder;
  }

  /** Replaces the dataset, for example to add how it was loaded. */
  public synchronized void dataset(Dataset value) {
    dataset = Objects.requireNonNull(value, "dataset");
  }

  public synchronized void tableSizes(List<TableSize> values) {
    tableSizes = List.copyOf(values);
  }

  public synchronized void indexAudit(IndexAudit value) {
    indexAudit = Optional.of(value);
  }

  /** Adds an index build, unless this very build was added before. */
  public synchronized void add(RecordedBuild build) {
    if (!indexBuilds.contains(build)) {
      indexBuilds.add(build);
    }
  }

  /** Adds a point, or replaces an earlier one with the same key. */
  public synchronized void add(Point point) {
    points.put(point.key(), point);
  }

  public synchronized void add(Phase phase) {
    phases.add(Objects.requireNonNull(phase, "phase"));
  }

  /** Adds a warning, unless it was added before. */
  public synchronized void add(Warning warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /**
   * Returns the run so far, as an incomplete run without an end.
   *
   * @param now the wall-clock time
   */
  public synchronized Run snapshot(Instant now) {
    return run(RunStatus.INCOMPLETE, Optional.of(UNFINISHED), now, false);
  }

  /** Ends a complete run. */
  public synchronized Run complete(Instant finishedAt) {
    return run(RunStatus.COMPLETE, Optional.empty(), finishedAt, true);
  }

  /**
   * Ends a run before everything was measured.
   *
   * @param reason one line
   */
  public synchronized Run incomplete(String reason, Instant finishedAt) {
    return run(RunStatus.INCOMPLETE, Optional.of(reason), finishedAt, true);
  }

  private Run run(RunStatus status, Optional<String> reason, Instant now, boolean finished) {
    List<Point> measured = List.copyOf(points.values());
    List<Attempt> attempts = new ArrayList<>(earlierAttempts);
    attempts.add(new Attempt(attemptStartedAt, now));
    return new Run(
        Run.SCHEMA_VERSION,
        runId,
        status,
        reason,
        tool,
        invocation,
        startedAt,
        finished ? Optional.of(now) : Optional.empty(),
        attempts,
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
        Summary.of(measured, phases, attempts, finished));
  }
}
