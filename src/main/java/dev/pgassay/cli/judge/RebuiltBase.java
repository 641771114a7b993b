package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.RoundOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.run.RunCommand;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.ReplayRules;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.ab.AbChange;
import dev.pgassay.runner.ab.AbChange.Former;
import dev.pgassay.runner.ab.AbRequest;
import dev.pgassay.runner.ab.AbResult;
import dev.pgassay.runner.ab.ArmServer;
import dev.pgassay.runner.ab.FormerFiles;
import dev.pgassay.runner.ab.ServerDifference;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The base of a gate: what a baseline was recorded on, as far as it can be had again. Its
 * statements come from the baseline, the migrations and the reference image from git, settings and
 * other images from what the baseline says of its server.
 */
final class RebuiltBase {
  private final Baseline baseline;
  private final Optional<String> revision;
  private final RunCommand run;
  private final Surroundings surroundings;

  /**
   * @param revision in the place of what the baseline says, where the user named one
   * @param run the command that measures what the baseline measured
   */
  RebuiltBase(
      Baseline baseline, Optional<String> revision, RunCommand run, Surroundings surroundings) {
    this.baseline = baseline;
    this.revision = revision;
    this.run = run;
    this.surroundings = surroundings;
  }

  /**
   * Why the base has the present statements and migrations. One that the user named and that cannot
   * be rebuilt is an error.
   *
   * @throws InvalidInput where git does not know the revision that the user named, or nothing can
   *     be taken back to it
   */
  Optional<String> whyNoFormerFiles() {
    if (revision.isPresent()) {
      requireFormerFiles(revision.get());
      return Optional.empty();
    }
    Arm arm = baseline.arm();
    if (!arm.statements().isEmpty()) {
      if (run.plan().statements().entrySet().containsAll(arm.statements().entrySet())) {
        return Optional.of("both arms would run the baseline's statements and be equal");
      }
      return run.options().onOwnServer(surroundings)
          ? Optional.empty()
          : Optional.of(
              "statements stored in a baseline are executed only on servers that pgassay starts,"
                  + " not on one given by URL; name the revision of the earlier statements with"
                  + " --base-rev");
    }
    Optional<String> recordedAt = recordedAt();
    if (recordedAt.isEmpty()) {
      return Optional.of(
          "the baseline does not record the revision of its build; name one with --base-rev");
    }
    try {
      requireFormerFiles(recordedAt.get());
      return Optional.empty();
    } catch (InvalidInput e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The revision of the program that recorded it; empty where it had other changes. */
  private Optional<String> recordedAt() {
    Tool tool = baseline.arm().tool();
    return ReplayRules.revision(tool).filter(it -> !tool.modified().orElse(true));
  }

  private void requireFormerFiles(String rev) {
    try (FormerFiles former = FormerFiles.at(rev, surroundings.temporaryFolder())) {
      former(rev, former, Map.of());
      sql().map(former::folder).map(MeasuringOptions::statements);
    }
  }

  /**
   * In what the baseline's server differed. Starts the present one where settings do.
   *
   * @param present what was measured now
   */
  ServerDifference server(Baseline present) {
    RunSetup setup = setup();
    Set<String> names = ServerDifference.settings(baseline, present);
    return ServerDifference.of(
        baseline,
        present,
        setup.serverOptions(),
        names.isEmpty() ? Map.of() : new RunService(setup).settingRules(run.plan(), names));
  }

  /**
   * Lets the base take turns with what is here.
   *
   * @param formerFiles whether it has statements or migrations of its own
   * @param server in what its server differs
   * @param rounds how long
   * @param policy how much of a difference is tolerated
   * @throws dev.pgassay.postgres.server.docker.ImageFailure where the baseline's image cannot be
   *     had
   */
  AbResult compare(
      boolean formerFiles, ServerDifference server, RoundOptions rounds, Policy policy) {
    String rev = revision.or(this::recordedAt).orElse("HEAD");
    try (FormerFiles files = FormerFiles.at(rev, surroundings.temporaryFolder())) {
      Optional<Workloads> statements = Optional.empty();
      Former former = unchanged(server.sessionSettings());
      if (formerFiles && revision.isEmpty() && !baseline.arm().statements().isEmpty()) {
        statements = Optional.of(statements(baseline));
        former = withPresentStatements(server.sessionSettings());
      } else if (formerFiles) {
        statements = sql().map(files::folder).map(MeasuringOptions::statements);
        former = former(rev, files, server.sessionSettings());
      }
      return compare(former, statements, server, referenceImage(server, files), rounds, policy);
    }
  }

  private AbResult compare(
      Former former,
      Optional<Workloads> statements,
      ServerDifference server,
      Optional<Path> referenceImage,
      RoundOptions rounds,
      Policy policy) {
    RunPlan plan =
        run.options().plan(run.target(), "quick", List.of(1), TimingRequest.NONE, statements);
    RunSetup here = setup();
    Optional<ArmServer> own =
        server.needsServer()
            ? Optional.of(server.server(source(here, server), here.serverOptions(), referenceImage))
            : Optional.empty();
    RunSetup base = own.map(it -> here.on(it.source(), it.options())).orElse(here);
    Optional<ArmServer> contender =
        own.map(it -> new ArmServer(here.source(), here.serverOptions(), "the present server"));
    AbChange change = new AbChange(Map.of(), Map.of(), List.of(), former, contender);
    return new RunService(base)
        .ab(
            plan,
            new AbRequest(change, LatencyRule.DEFAULT, policy, rounds.budget(), rounds.seed()));
  }

  /** Where no engine has the image, a local server must not take its place. */
  private DatabaseSource source(RunSetup here, ServerDifference server) {
    return server.image().isPresent()
        ? DatabaseSources.choose(SourceKind.DOCKER.label(), surroundings.serverEnvironment())
        : here.source();
  }

  /** What the baseline's image was built from, where it is the reference server's. */
  private Optional<Path> referenceImage(ServerDifference server, FormerFiles files) {
    boolean reference =
        server.image().isPresent()
            && baseline
                .arm()
                .image()
                .map(Server.Image::name)
                .filter(ContainerOptions::isReferenceImage)
                .isPresent();
    if (!reference || recordedAt().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(files.everything(setup().serverOptions().container().referenceImage()));
    } catch (InvalidInput unknownRevision) {
      // The engine may still have it, and else says so.
      return Optional.empty();
    }
  }

  private Former former(String rev, FormerFiles files, Map<String, String> settings) {
    return new Former(
        Optional.of(rev),
        List.of(),
        sql().isPresent()
            ? OptionalInt.empty()
            : OptionalInt.of(files.migrations(surroundings.home())),
        sql().map(MeasuringOptions::statements),
        settings);
  }

  private Former unchanged(Map<String, String> settings) {
    return new Former(origin(), List.of(), OptionalInt.empty(), Optional.empty(), settings);
  }

  private Former withPresentStatements(Map<String, String> settings) {
    return new Former(
        origin(),
        List.of(),
        OptionalInt.empty(),
        sql().map(MeasuringOptions::statements),
        settings);
  }

  private Optional<String> origin() {
    return Optional.of("baseline " + baseline.name());
  }

  /** The statements that a baseline keeps, as benchmarks. */
  static Workloads statements(Baseline baseline) {
    List<StatementFile> statements = new ArrayList<>();
    baseline
        .arm()
        .statements()
        .forEach((name, text) -> statements.add(StatementFile.parse(Path.of(name + ".sql"), text)));
    return Workloads.of(statements);
  }

  private Optional<Path> sql() {
    return run.options().sql();
  }

  private RunSetup setup() {
    MeasuringOptions options = run.options();
    return options.setup(surroundings, options.store(surroundings), run.arguments());
  }
}
