package dev.pgassay.cli.option;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.ab.ArmServer;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlanner;
import dev.pgassay.runner.plan.RunRequest;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.SuiteCatalog;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.runner.prepare.RunSetup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that measure. */
public final class MeasuringOptions {
  private static final String EVERY_STATEMENT = ".*";

  private final Surroundings process;

  @Mixin private CommonOptions common;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "A dataset in datasets/, or a YAML file. Default: the suite's.")
  private Optional<String> dataset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Generate the dataset with this seed, for other data of the same kind. Default: "
              + "the dataset's own seed.")
  private Long seed;

  @Option(
      names = "--param",
      paramLabel = "NAME=V1,V2",
      description =
          "Values of a benchmark parameter, such as ef_search=40,100. If several benchmarks "
              + "have the parameter, each takes the values it allows. Repeatable.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description =
          "Measure the statements in the .sql files of this folder instead of the "
              + "benchmarks. They run on pgassay's schema or, with a --database URL and no "
              + "--dataset, read-only on that database as it is.")
  private Optional<Path> sql;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder to write runs to. Default: results/runs.")
  private Optional<Path> output;

  /** Statements that a baseline keeps, if the user names no folder of statements. */
  private Optional<Workloads> recordedStatements = Optional.empty();

  MeasuringOptions(Surroundings process) {
    this.process = process;
  }

  /**
   * Plans the requested points; refuses those that cannot be measured.
   *
   * @param otherwise the target if the user names none and gives no statements
   */
  public RunPlan plan(
      Optional<String> target, String otherwise, List<Integer> clients, TimingRequest timing) {
    return plan(target, otherwise, clients, timing, recordedStatements);
  }

  /**
   * Plans the requested points, with statements from elsewhere.
   *
   * @param otherStatements replace those of {@code --sql} or of a baseline, if there are any
   */
  public RunPlan plan(
      Optional<String> target,
      String otherwise,
      List<Integer> clients,
      TimingRequest timing,
      Optional<Workloads> otherStatements) {
    Optional<Workloads> others = otherStatements.or(() -> recordedStatements);
    boolean ofStatements = sql.isPresent() || recordedStatements.isPresent();
    RunRequest request =
        new RunRequest(
            target.orElse(ofStatements ? EVERY_STATEMENT : otherwise),
            dataset,
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            values(),
            clients,
            timing);
    return ofStatements
        ? RunPlanner.planStatements(
            request, SuiteCatalog.builtIn(), others.orElseGet(() -> statements(sql.get())))
        : RunPlanner.plan(request, SuiteCatalog.builtIn(), process.benchmarks());
  }

  /** The folder of the user's own statements. */
  public Optional<Path> sql() {
    return sql;
  }

  /** Measures the statements that a baseline keeps. */
  public void measure(Workloads statements) {
    recordedStatements = Optional.of(statements);
  }

  /** Whether the server is one that pgassay starts for itself, with only its own data. */
  public boolean onOwnServer(Surroundings surroundings) {
    return database.source(surroundings.serverEnvironment()).kind() != SourceKind.URL;
  }

  public static Workloads statements(Path folder) {
    return Workloads.of(StatementFile.readAll(folder));
  }

  /** The server of one arm alone; see {@link DatabaseOptions#beside}. */
  Optional<ArmServer> armServer(
      Optional<String> otherDatabase,
      Optional<String> otherImage,
      Map<String, String> otherSettings,
      Surroundings surroundings) {
    return database.beside(otherDatabase, otherImage, otherSettings, surroundings);
  }

  public RunStore store(Surroundings surroundings) {
    return new RunStore(output.orElse(surroundings.runs()));
  }

  public RunSetup setup(Surroundings surroundings, RunStore store, List<String> arguments) {
    ServerOptions serverOptions = database.serverOptions(surroundings);
    return new RunSetup(
        surroundings.version().tool(),
        arguments,
        database.source(surroundings.serverEnvironment()),
        serverOptions,
        new DatasetCatalog(surroundings.datasets()),
        new GroundTruthCache(surroundings.datasetCache()),
        surroundings.loadOptions(serverOptions.container()),
        store,
        surroundings.temporaryFolder(),
        surroundings.forkArguments(),
        Optional.empty(),
        InstantSource.system(),
        common.progress(surroundings, System.err));
  }

  /** Refuses several values of a parameter, for a command that measures one point. */
  public void requireSingleValues() {
    values()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                throw new InvalidInput(
                    "--param "
                        + name
                        + " must have one value for a mix: "
                        + String.join(",", values));
              }
            });
  }

  private Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new InvalidInput("--param needs NAME=V1,V2: " + parameter);
      }
      values.put(
          parameter.substring(0, equals), List.of(parameter.substring(equals + 1).split(",", -1)));
    }
    return values;
  }
}
