package dev.pgassay.runner.rebuild;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.postgres.server.docker.ImageFailure;
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
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rebuilds the base that a baseline was recorded on, as far as possible, and lets it take turns
 * with the present state. The statements come from the baseline, the migrations and the reference
 * image from git, settings and other images from the baseline's description of its server. Not
 * thread-safe.
 */
public final class RebuiltBase {
  private static final String NO_LATENCY = "latency was not judged: ";
  private static final String SERVER_ALONE = "the rebuilt base differs only in its server: ";

  private final Baseline baseline;
  private final Optional<String> revision;
  private final Present present;
  private final Optional<String> noFormerFiles;

  /**
   * The setup that measures now.
   *
   * @param sql the folder of the user's own statements, if they are measured
   * @param home the folder of this program's sources
   * @param temporaryFolder for files of a git revision
   * @param plans the plans of the points
   * @param setups makes a new setup for each run
   * @param containers finds the source of servers in containers
   */
  public record Present(
      Optional<Path> sql,
      Path home,
      Path temporaryFolder,
      Plans plans,
      Supplier<RunSetup> setups,
      Supplier<DatabaseSource> containers) {}

  /** Plans the points. */
  public interface Plans {
    /** The points that are measured now. */
    RunPlan measured();

    /**
     * The points that take turns with the present ones.
     *
     * @param statements of the base; empty if it has the present ones
     */
    RunPlan compared(Optional<Workloads> statements);
  }

  /**
   * How long the base takes turns with the present state, and how the result is judged.
   *
   * @param policy how much of a difference is tolerated
   * @param budget for all rounds together
   * @param seed of the order of arms and queries
   */
  public record Rounds(Policy policy, Duration budget, long seed) {}

  /**
   * Finds out which parts of the base can be rebuilt, before anything is measured.
   *
   * @param baseline describes the server and files that it was recorded on
   * @param revision replaces the baseline's revision, if the user named one
   * @param present the setup that measures now
   * @throws InvalidInput if git does not know the revision that the user named, or nothing can be
   *     restored to it
   */
  public RebuiltBase(Baseline baseline, Optional<String> revision, Present present) {
    this.baseline = baseline;
    this.revision = revision;
    this.present = present;
    this.noFormerFiles = whyNoFormerFiles();
  }

  /**
   * Rebuilds the base and lets it take turns with the present state, if they differ in anything.
   *
   * @param exact the findings about rows, plans and sizes
   * @param measured the present measurement
   * @return these and the findings about latencies, or the reason why there are none
   */
  public Comparison withLatencies(Comparison exact, Baseline measured, Rounds rounds) {
    ServerDifference server = server(measured);
    Comparison comparison = exact;
    for (String line : server.lacking()) {
      comparison = comparison.advising(line);
    }
    if (noFormerFiles.isPresent() && !server.any()) {
      return comparison.advising(NO_LATENCY + noFormerFiles.get());
    }
    try {
      Comparison both = comparison.and(compare(server, rounds).comparison().ofLatencies());
      if (server.any()) {
        both = both.advising(server.display());
      }
      return noFormerFiles.isPresent() ? both.advising(SERVER_ALONE + noFormerFiles.get()) : both;
    } catch (ImageFailure e) {
      return comparison.advising(NO_LATENCY + e.getMessage());
    }
  }

  /**
   * Says why the base has the present statements and migrations. A revision that the user named and
   * that cannot be rebuilt is an error.
   */
  private Optional<String> whyNoFormerFiles() {
    if (revision.isPresent()) {
      requireFormerFiles(revision.get());
      return Optional.empty();
    }
    Arm arm = baseline.arm();
    if (!arm.statements().isEmpty()) {
      if (present
          .plans()
          .measured()
          .statements()
          .entrySet()
          .containsAll(arm.statements().entrySet())) {
        return Optional.of("both arms would run the baseline's statements and be equal");
      }
      return present.setups().get().source().kind() != SourceKind.URL
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

  /** The revision of the program that recorded the baseline; empty if it had other changes. */
  private Optional<String> recordedAt() {
    Tool tool = baseline.arm().tool();
    return ReplayRules.revision(tool).filter(it -> !tool.modified().orElse(true));
  }

  private void requireFormerFiles(String rev) {
    try (FormerFiles former = FormerFiles.at(rev, present.temporaryFolder())) {
      former(rev, former, Map.of());
      present.sql().map(former::folder).map(RebuiltBase::readStatements);
    }
  }

  /** Finds how the baseline's server differed. Starts the present server if settings differ. */
  private ServerDifference server(Baseline measured) {
    RunSetup setup = present.setups().get();
    Set<String> names = ServerComparison.settings(baseline, measured);
    return ServerComparison.difference(
        baseline,
        measured,
        setup.serverOptions(),
        names.isEmpty()
            ? Map.of()
            : ServerComparison.rules(setup, present.plans().measured(), names));
  }

  private AbResult compare(ServerDifference server, Rounds rounds) {
    String rev = revision.or(this::recordedAt).orElse("HEAD");
    try (FormerFiles files = FormerFiles.at(rev, present.temporaryFolder())) {
      Optional<Workloads> statements = Optional.empty();
      Former former = ofBaseline(server.sessionSettings(), Optional.empty());
      boolean hasFormerFiles = noFormerFiles.isEmpty();
      if (hasFormerFiles && revision.isEmpty() && !baseline.arm().statements().isEmpty()) {
        statements = Optional.of(Workloads.ofTexts(baseline.arm().statements()));
        former = ofBaseline(server.sessionSettings(), presentStatements());
      } else if (hasFormerFiles) {
        statements = present.sql().map(files::folder).map(RebuiltBase::readStatements);
        former = former(rev, files, server.sessionSettings());
      }
      return compare(former, statements, server, referenceImage(server, files), rounds);
    }
  }

  private AbResult compare(
      Former former,
      Optional<Workloads> statements,
      ServerDifference server,
      Optional<Path> referenceImage,
      Rounds rounds) {
    RunPlan plan = present.plans().compared(statements);
    RunSetup here = present.setups().get();
    Optional<ArmServer> own =
        server.needsServer()
            ? Optional.of(server.server(source(here, server), here.serverOptions(), referenceImage))
            : Optional.empty();
    RunSetup base = own.map(it -> here.on(it.source(), it.options())).orElse(here);
    Optional<ArmServer> contender =
        own.map(it -> new ArmServer(here.source(), here.serverOptions(), "the present server"));
    AbChange change = new AbChange(Map.of(), Map.of(), List.of(), former, contender, false);
    return new RunService(base)
        .ab(
            plan,
            new AbRequest(
                change, LatencyRule.DEFAULT, rounds.policy(), rounds.budget(), rounds.seed()));
  }

  /** A local server must not replace an image that no engine has. */
  private DatabaseSource source(RunSetup here, ServerDifference server) {
    return server.image().isPresent() ? present.containers().get() : here.source();
  }

  /** The folder that the baseline's image was built from, if it is the reference server's. */
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
      return Optional.of(
          files.everything(present.setups().get().serverOptions().container().referenceImage()));
    } catch (InvalidInput unknownRevision) {
      // The engine may still have the image; if not, it says so.
      return Optional.empty();
    }
  }

  private Former former(String rev, FormerFiles files, Map<String, String> settings) {
    return new Former(
        Optional.of(rev),
        List.of(),
        present.sql().isPresent()
            ? OptionalInt.empty()
            : OptionalInt.of(files.migrations(present.home())),
        presentStatements(),
        settings);
  }

  private Former ofBaseline(Map<String, String> settings, Optional<Workloads> statements) {
    return new Former(
        Optional.of("baseline " + baseline.name()),
        List.of(),
        OptionalInt.empty(),
        statements,
        settings);
  }

  private Optional<Workloads> presentStatements() {
    return present.sql().map(RebuiltBase::readStatements);
  }

  private static Workloads readStatements(Path folder) {
    return Workloads.of(StatementFile.readAll(folder));
  }
}
