package dev.pgassay.benchmarks.truth;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.RowIds;
import dev.pgassay.dataset.Table;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.failure.Failure;
import dev.pgassay.load.DatasetLoader;
import dev.pgassay.load.GroundTruth;
import dev.pgassay.load.GroundTruthCheck;
import dev.pgassay.load.GroundTruthTask;
import dev.pgassay.load.LoadOptions;
import dev.pgassay.load.LoadSource;
import dev.pgassay.progress.Progress;
import dev.pgassay.server.DatabaseSources;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.ServerEnvironment;
import dev.pgassay.server.ServerOptions;
import dev.pgassay.vector.Metric;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a query's exact answer takes in this process, generation of all rows included, beside
 * the server's own exact scan of the loaded rows. The two work in turns, one round of each is not
 * counted: it warms the compiler and the server's cache. The process answers all queries at once,
 * which is what it gains by; the server answers one after the other, with the parallel workers that
 * its planner chooses. Both answers are compared, and a difference ends the program. The figure
 * would be wrong if another process took a core.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -cp benchmarks/target/pgassay.jar
 * dev.pgassay.benchmarks.truth.GroundTruthComparison --dataset standard --rounds 5 --sample 10}
 */
public final class GroundTruthComparison {
  private static final int K = 10;

  private final TruthOptions options;
  private final DatasetGenerator generator;
  private final PrintStream out;

  private GroundTruthComparison(TruthOptions options, PrintStream out) {
    this.options = options;
    this.generator = options.generator();
    this.out = out;
  }

  /**
   * One round.
   *
   * @param process seconds for one query in this process
   * @param server seconds for one query in the server
   * @param difference the largest of two distances, in units of the distance
   * @param tolerance the least within which two distances count as a tie
   */
  private record Round(double process, double server, double difference, double tolerance) {
    double ratio() {
      return server / process;
    }
  }

  /**
   * Loads the dataset where it is not loaded, and compares.
   *
   * @param arguments see {@link TruthOptions}
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    run(arguments, environment(), System.out);
  }

  static void run(String[] arguments, ServerEnvironment environment, PrintStream out)
      throws InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    TruthOptions options = TruthOptions.parse(processors, arguments);
    try (RunningServer server =
        DatabaseSources.choose(options.database(), environment)
            .start(ServerOptions.DEFAULT, Progress.NONE)) {
      new GroundTruthComparison(options, out).run(server, environment.machine());
    }
  }

  private void run(RunningServer server, ServerEnvironment.Machine machine)
      throws InterruptedException {
    Workspace workspace = server.workspace(generator.identity().key());
    LoadOptions loadOptions =
        LoadOptions.forMachine(
            machine.processors(), ServerEnvironment.buildMemoryBytes(machine.memoryBytes()) / 1024);
    DatasetLoader.load(LoadSource.of(generator), workspace, loadOptions, Progress.NONE);
    out.printf(
        Locale.ROOT,
        "%,d rows x %,d queries x %,d dimensions, k %d; %d threads, Java %s; PostgreSQL %s%n",
        generator.events().size(),
        generator.queries().size(),
        generator.events().dimensions(),
        K,
        options.threads(),
        Runtime.version(),
        server.info().version());
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      print(rounds(session));
    }
  }

  private List<Round> rounds(Session session) throws InterruptedException {
    round(session);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < options.rounds(); i++) {
      rounds.add(round(session));
    }
    return rounds;
  }

  private Round round(Session session) throws InterruptedException {
    long start = System.nanoTime();
    GroundTruth truth =
        GroundTruthTask.heldOut(generator, Metric.COSINE, K)
            .compute(options.threads(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<GroundTruthCheck.Comparison> comparisons = compare(truth, session);
    return new Round(
        seconds / truth.neighbors().queries(),
        Medians.of(comparisons.stream().mapToDouble(one -> one.scanNanos() / 1e9)),
        comparisons.stream().mapToDouble(one -> one.largestDifference()).max().orElseThrow(),
        Arrays.stream(truth.neighbors().tolerances()).min().orElseThrow());
  }

  private List<GroundTruthCheck.Comparison> compare(GroundTruth truth, Session session) {
    RowIds ids = RowIds.of(Table.EVENTS, generator.spec().content().seed());
    List<GroundTruthCheck.Comparison> comparisons =
        new GroundTruthCheck(truth, generator.queries(), ids)
            .compare(session, options.sample(), Progress.NONE);
    for (GroundTruthCheck.Comparison comparison : comparisons) {
      if (!comparison.agrees()) {
        throw new Failure("the server answers query " + comparison.query() + " differently");
      }
    }
    return comparisons;
  }

  private void print(List<Round> rounds) {
    out.printf("%5s %22s %22s %8s%n", "round", "process ms/query", "server ms/query", "ratio");
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      out.printf(
          Locale.ROOT,
          "%5d %22.2f %22.1f %8.1f%n",
          i + 1,
          round.process() * 1e3,
          round.server() * 1e3,
          round.ratio());
    }
    out.printf(
        Locale.ROOT,
        "median ratio of %d rounds: %.1f%n",
        rounds.size(),
        Medians.of(rounds.stream().mapToDouble(Round::ratio)));
    out.printf(
        Locale.ROOT,
        "distances differ by at most %.1e; a tie is told within %.1e%n",
        rounds.stream().mapToDouble(Round::difference).max().orElseThrow(),
        rounds.get(0).tolerance());
  }

  private static ServerEnvironment environment() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ServerEnvironment.of(
        System.getenv(),
        Stream.of("user.name", "user.home", "os.name", "java.io.tmpdir")
            .collect(Collectors.toMap(name -> name, System::getProperty)),
        system.getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors());
  }
}
