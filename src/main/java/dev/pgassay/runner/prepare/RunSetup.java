package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.plan.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a run needs and that the command line knows. Immutable.
 *
 * @param tool the build of the program
 * @param arguments the command line as typed; passwords are masked where it is stored
 * @param source where the server comes from
 * @param serverOptions the user's options for the server
 * @param datasets the datasets there are
 * @param truths exact neighbours and their cache
 * @param loadOptions how data is loaded and indexes are built
 * @param store where results go
 * @param temporaryFolder for files that only forks read
 * @param forkArguments further JVM arguments of forks
 * @param forkLimit how long a fork may take before it is ended, greater than 0; empty for the time
 *     that its schedule and its statements can take
 * @param clock the wall clock
 * @param progress receives progress messages
 */
public record RunSetup(
    Tool tool,
    List<String> arguments,
    DatabaseSource source,
    ServerOptions serverOptions,
    DatasetCatalog datasets,
    GroundTruthCache truths,
    LoadOptions loadOptions,
    RunStore store,
    Path temporaryFolder,
    List<String> forkArguments,
    Optional<Duration> forkLimit,
    InstantSource clock,
    Progress progress) {
  public RunSetup {
    arguments = List.copyOf(arguments);
    forkArguments = List.copyOf(forkArguments);
  }

  /**
   * Tells whether a plan reads the user's own tables: statements need no dataset if a URL says
   * whose tables they read.
   */
  public boolean readsOwnTables(RunPlan plan) {
    return plan.ofOwnTables() && source.kind() == SourceKind.URL;
  }

  /** Returns the data on which a plan is measured. */
  public MeasuredData measuredData(RunPlan plan) {
    return readsOwnTables(plan)
        ? new OwnTables(this, plan, false)
        : new LoadedDataset(this, DatasetGenerator.of(dataset(plan)));
  }

  /**
   * Returns a copy of the user's own tables, on which a plan of statements is measured.
   *
   * @param plan that reads the user's own tables
   */
  public MeasuredData copiedTables(RunPlan plan) {
    return new OwnTables(this, plan, true);
  }

  /**
   * Returns the same setup on another server.
   *
   * @param otherSource where it comes from
   * @param otherOptions the options of that server
   */
  public RunSetup on(DatabaseSource otherSource, ServerOptions otherOptions) {
    return new RunSetup(
        tool,
        arguments,
        otherSource,
        otherOptions,
        datasets,
        truths,
        loadOptions,
        store,
        temporaryFolder,
        forkArguments,
        forkLimit,
        clock,
        progress);
  }

  /**
   * Returns the same setup with another limit for each fork.
   *
   * @param limit how long it may take before it is ended, greater than 0
   */
  public RunSetup withForkLimit(Duration limit) {
    return new RunSetup(
        tool,
        arguments,
        source,
        serverOptions,
        datasets,
        truths,
        loadOptions,
        store,
        temporaryFolder,
        forkArguments,
        Optional.of(limit),
        clock,
        progress);
  }

  private DatasetSpec dataset(RunPlan plan) {
    DatasetSpec spec = datasets.find(plan.dataset());
    return plan.seed().isPresent() ? spec.withSeed(plan.seed().getAsLong()) : spec;
  }
}
