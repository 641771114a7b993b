package dev.pgassay.result.run;

import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.IndexBuild;
import dev.pgassay.result.environment.Invocation;
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
 * Everything that is stored of a run: conditions, sizes, builds, points, and where the time went.
 * The content of {@code run.json}. Immutable; made by {@link RunRecorder}.
 *
 * @param schemaVersion version of the file format, {@value #SCHEMA_VERSION}
 * @param runId the name of the run and of its folder
 * @param status whether it measured all that was asked for
 * @param statusReason why it did not, absent if and only if it is complete
 * @param tool what measured
 * @param invocation what was asked for
 * @param startedAt when it began
 * @param finishedAt when it ended, absent where it was killed or still goes on
 * @param sittings the processes that worked on it, in the order of time; one unless it was resumed
 * @param environment the machine of the clients
 * @param server what was measured
 * @param fingerprint of machine and server, for comparisons
 * @param dataset what was searched
 * @param tableSizes what the tables take on disk
 * @param indexBuilds the indexes that were built to be measured
 * @param points in the order of measuring
 * @param indexAudit what the schema's indexes are for and cost, absent where they were not audited
 * @param phases in the order of time
 * @param warnings what makes the results doubtful
 * @param summary what it comes down to
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
    List<Sitting> sittings,
    Environment environment,
    Server server,
    Fingerprint fingerprint,
    Dataset dataset,
    List<TableSize> tableSizes,
    List<IndexBuild> indexBuilds,
    List<Point> points,
    Optional<IndexAudit> indexAudit,
    List<Phase> phases,
    List<Warning> warnings,
    Summary summary) {

  /** The version of the file format that this class writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Checks the components and copies the lists. */
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
      throw new IllegalArgumentException("a run has at least one sitting: " + runId);
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

  /**
   * Tells whether the run did all that was asked for and every number of it can be trusted.
   *
   * @return whether it is complete and every point is valid
   */
  public boolean trustworthy() {
    return status == RunStatus.COMPLETE && summary.allValid();
  }

  /**
   * Finds the index that a point was measured on.
   *
   * @param point a point of this run
   * @return its build, or nothing where none was built for it or several were; for a point that was
   *     not measured, the last one of the index that it is about
   */
  public Optional<IndexBuild> indexBuild(Point point) {
    return indexBuilds.stream()
        .filter(
            build ->
                point
                    .indexBuiltAt()
                    .map(build.builtAt()::equals)
                    .orElseGet(() -> point.latency().isEmpty() && isMeantFor(build, point)))
        .reduce((first, second) -> second);
  }

  /**
   * Returns what the fingerprint identifies: the conditions that the run was measured under.
   *
   * @return the value of each condition by its name
   */
  public Map<String, String> conditions() {
    return Fingerprint.conditions(environment, server);
  }

  private static boolean isMeantFor(IndexBuild build, Point point) {
    return build.serves(point.parameters())
        && point
            .planCheck()
            .map(check -> check.expected().filter(build.index()::equals).isPresent())
            .orElse(true);
  }
}
