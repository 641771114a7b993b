package dev.pgassay.result.run;

import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Redaction;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.store.RunRecorder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All stored data of a run: conditions, sizes, builds, points, and where the time went. The content
 * of {@code run.json}. Immutable; made by {@link RunRecorder}.
 *
 * @param schemaVersion version of the file format, {@value #SCHEMA_VERSION}
 * @param runId the name of the run and of its folder
 * @param status whether it measured everything that was requested
 * @param statusReason why it did not, absent if and only if it is complete
 * @param tool build of the program
 * @param invocation the request
 * @param startedAt when it began
 * @param finishedAt when it ended, absent if it was killed or is still in progress
 * @param sittings the attempts in the order of time, under their name in the file format; one
 *     unless it was resumed
 * @param environment the machine of the clients
 * @param server the measured server
 * @param fingerprint of machine and server, for comparisons
 * @param dataset the searched data
 * @param tableSizes sizes of the tables on disk
 * @param indexBuilds the indexes that were built for measuring
 * @param points in the order of measuring
 * @param indexAudit purpose and cost of the schema's indexes, absent if they were not audited
 * @param phases in the order of time
 * @param warnings reasons to doubt the results
 * @param summary counts, recall targets and shares of time
 */
public record Run(
    int schemaVersion,
    RunId runId,
    RunStatus status,
    Optional<String> statusReason,
    Tool tool,
    Invocation invocation,
    Instant startedAt,
    Optional<Instant> finishedAt,
    List<Attempt> sittings,
    Environment environment,
    Server server,
    Fingerprint fingerprint,
    Dataset dataset,
    List<TableSize> tableSizes,
    List<RecordedBuild> indexBuilds,
    List<Point> points,
    Optional<IndexAudit> indexAudit,
    List<Phase> phases,
    List<Warning> warnings,
    Summary summary) {

  /** The version of the file format that this class writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  public Run {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion must be " + SCHEMA_VERSION + ": " + schemaVersion);
    }
    Objects.requireNonNull(runId, "runId");
    if (statusReason.isEmpty() != (status == RunStatus.COMPLETE)) {
      throw new IllegalArgumentException(
          "a run has a statusReason if and only if it is incomplete: " + status);
    }
    statusReason = statusReason.map(Redaction::of);
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(invocation, "invocation");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(finishedAt, "finishedAt");
    sittings = List.copyOf(sittings);
    if (sittings.isEmpty()) {
      throw new IllegalArgumentException("a run has at least one attempt: " + runId);
    }
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(dataset, "dataset");
    tableSizes = List.copyOf(tableSizes);
    indexBuilds = List.copyOf(indexBuilds);
    points = List.copyOf(points);
    Objects.requireNonNull(indexAudit, "indexAudit");
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(summary, "summary");
  }

  /** Tells whether every number can be trusted: the run is complete and every point is valid. */
  public boolean trustworthy() {
    return status == RunStatus.COMPLETE && summary.allValid();
  }

  /**
   * Finds the index on which a point was measured.
   *
   * @param point a point of this run
   * @return its build; empty if none was built for it or several were; for a point that was not
   *     measured, the last build of its index
   */
  public Optional<RecordedBuild> indexBuild(Point point) {
    return indexBuilds.stream()
        .filter(
            build ->
                point
                    .indexBuiltAt()
                    .map(build.builtAt()::equals)
                    .orElseGet(() -> point.latency().isEmpty() && isMeantFor(build, point)))
        .reduce((first, second) -> second);
  }

  /** Returns the conditions of the run that the fingerprint identifies, by name. */
  public Map<String, String> conditions() {
    return Fingerprint.conditions(environment, server);
  }

  private static boolean isMeantFor(RecordedBuild build, Point point) {
    return build.serves(point.parameters())
        && point
            .planCheck()
            .map(check -> check.expected().filter(build.index()::equals).isPresent())
            .orElse(true);
  }
}
