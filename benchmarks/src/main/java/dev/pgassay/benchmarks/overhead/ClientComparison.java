package dev.pgassay.benchmarks.overhead;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.benchmarks.hnsw.HnswSearchInputs;
import dev.pgassay.benchmarks.hnsw.HnswSearchWorkload;
import dev.pgassay.dataset.DatasetCatalog;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.db.BuildSettings;
import dev.pgassay.db.Role;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.load.DatasetLoader;
import dev.pgassay.load.GroundTruthCache;
import dev.pgassay.load.LoadOptions;
import dev.pgassay.load.LoadSource;
import dev.pgassay.progress.Progress;
import dev.pgassay.server.DatabaseSources;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.ServerEnvironment;
import dev.pgassay.server.ServerOptions;
import dev.pgassay.stats.Bootstrap;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What the measured path costs beside pgbench: one and the same prepared statement, in which the
 * server looks the query vector up by its number, so that both send the same bytes, over TCP, on
 * one server, in turns. Beside it the plainest loop over JDBC, which shows what is Java's share and
 * what is ours, and our own statement that binds the vector from the client.
 *
 * <p>The unit of the statistics is a round: each program once, in changing order, in a process of
 * its own. The ratio is that of medians, and its interval is over rounds. It would be wrong if
 * another process took a core.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -Djmh.ignoreLock=true -cp
 * benchmarks/target/pgassay.jar dev.pgassay.benchmarks.overhead.ClientComparison [ROUNDS] [SECONDS]
 * [WARMUP] [CLIENTS] [DATASET] [DATABASE]}, by default 10 rounds of 4 seconds after 2 of warm-up, 1
 * and 2 clients, on quick in a local cluster.
 */
public final class ClientComparison {
  private static final Parameters POINT =
      new Parameters(
          new LinkedHashMap<>(
              Map.of(
                  "m",
                  "16",
                  "ef_construction",
                  "64",
                  "ef_search",
                  "40",
                  "k",
                  "10",
                  "planner",
                  "index")));
  private static final long SEED = 1;

  private final int rounds;
  private final int seconds;
  private final int warmupSeconds;
  private final int[] clientNumbers;
  private final String dataset;
  private final String database;
  private final PrintStream out;

  private ClientComparison(String[] arguments, PrintStream out) {
    this.rounds = Integer.parseInt(argument(arguments, 0, "10"));
    this.seconds = Integer.parseInt(argument(arguments, 1, "4"));
    this.warmupSeconds = Integer.parseInt(argument(arguments, 2, "2"));
    this.clientNumbers =
        Arrays.stream(argument(arguments, 3, "1,2").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    this.dataset = argument(arguments, 4, "quick");
    this.database = argument(arguments, 5, "local");
    this.out = out;
  }

  private static String argument(String[] arguments, int index, String otherwise) {
    return arguments.length > index ? arguments[index] : otherwise;
  }

  /**
   * Runs the comparison and prints every round and the ratios with their intervals.
   *
   * @param arguments rounds, seconds of each turn, of its warm-up, clients, dataset, database
   * @throws Exception where the server or pgbench fails
   */
  public static void main(String[] arguments) throws Exception {
    new ClientComparison(arguments, System.out).run();
  }

  private void run() throws IOException, InterruptedException, RunnerException {
    Path folder = Files.createTempDirectory("pgassay-client-comparison");
    DatasetGenerator generator =
        DatasetGenerator.of(new DatasetCatalog(Path.of("datasets")).find(dataset));
    try (RunningServer server =
        DatabaseSources.choose(database, environment())
            .start(new ServerOptions(Map.of()), Progress.NONE)) {
      Workspace workspace = server.workspace(generator.identity().key());
      LoadOptions options = LoadOptions.forMachine(processors(), memoryBytes() / 8 / 1024);
      DatasetLoader.load(LoadSource.of(generator), workspace, options, Progress.NONE);
      WorkloadContext context =
          new WorkloadContext(
              workspace,
              generator,
              (metric, k) ->
                  new GroundTruthCache(Path.of("datasets", "cache"))
                      .get(generator, metric, k, Progress.NONE),
              new BuildSettings(options.buildMemoryKilobytes(), options.buildWorkers()),
              folder,
              Progress.NONE);
      QueryTable queries = QueryTable.fill(workspace, generator.queries());
      try {
        compare(server, context, queries, folder);
      } finally {
        queries.drop();
      }
    }
  }

  private void compare(
      RunningServer server, WorkloadContext context, QueryTable queries, Path folder)
      throws IOException, InterruptedException, RunnerException {
    PreparedWorkload prepared = new HnswSearchWorkload().prepare(context, POINT);
    ForkContext vectors =
        new ForkContext(
            context.workspace().target(Role.READ_ONLY),
            prepared.sessionSettings(POINT),
            prepared.forkInputs(POINT),
            folder,
            SEED);
    ForkContext lookup = lookup(vectors, queries.searchByNumber("?"));
    Pgbench pgbench = new Pgbench("pgbench", vectors.target(), vectors.settings(), folder);
    String script =
        "\\set query random(0, %d)%n%s;%n"
            .formatted(queries.size() - 1, queries.searchByNumber(":query"));
    MeasuredPath ours = new MeasuredPath(folder);
    out.printf(
        "PostgreSQL %s, Java %s, %d processors, %s, %s, %d rounds of %d s%n",
        server.info().version(), Runtime.version(), processors(), dataset, POINT, rounds, seconds);
    for (int clients : clientNumbers) {
      List<Round> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        boolean oursFirst = round % 2 == 0;
        ClientFigures first = oursFirst ? ours.run(lookup, clients, warmupSeconds, seconds) : null;
        ClientFigures rival = pgbench.run(script, clients, warmupSeconds, seconds);
        ClientFigures own = oursFirst ? first : ours.run(lookup, clients, warmupSeconds, seconds);
        ClientFigures bound = ours.run(vectors, clients, warmupSeconds, seconds);
        ClientFigures plain =
            PlainLoop.run(lookup, queries.size(), clients, warmupSeconds, seconds, folder);
        measured.add(new Round(own, rival, plain, bound));
        print(clients, round + 1, measured.get(round));
      }
      printRatios(clients, measured);
    }
  }

  /** One turn of each program. */
  private record Round(
      ClientFigures ours, ClientFigures pgbench, ClientFigures plain, ClientFigures vectorBound) {}

  private static ForkContext lookup(ForkContext vectors, String statement) {
    Map<String, String> inputs = new TreeMap<>(vectors.inputs());
    inputs.remove(HnswSearchInputs.QUERIES_FILE);
    inputs.put(HnswSearchInputs.STATEMENT, statement);
    return new ForkContext(
        vectors.target(), vectors.settings(), inputs, vectors.reportFolder(), vectors.seed());
  }

  private void print(int clients, int number, Round round) {
    out.printf(
        Locale.ROOT,
        "%d clients, round %2d: median us ours %.0f, pgbench %.0f, plain loop %.0f, vector bound %.0f;"
            + " queries/s ours %.0f, pgbench %.0f, plain loop %.0f, vector bound %.0f%n",
        clients,
        number,
        round.ours().medianNanos() / 1000,
        round.pgbench().medianNanos() / 1000,
        round.plain().medianNanos() / 1000,
        round.vectorBound().medianNanos() / 1000,
        round.ours().perSecond(),
        round.pgbench().perSecond(),
        round.plain().perSecond(),
        round.vectorBound().perSecond());
  }

  private void printRatios(int clients, List<Round> rounds) {
    printRatios(clients, "ours / pgbench", rounds, Round::ours, Round::pgbench);
    printRatios(clients, "ours / plain loop", rounds, Round::ours, Round::plain);
    printRatios(clients, "vector bound / looked up", rounds, Round::vectorBound, Round::ours);
  }

  private void printRatios(
      int clients,
      String what,
      List<Round> rounds,
      Function<Round, ClientFigures> one,
      Function<Round, ClientFigures> other) {
    double[] latency =
        rounds.stream()
            .mapToDouble(it -> one.apply(it).medianNanos() / other.apply(it).medianNanos())
            .toArray();
    double[] rate =
        rounds.stream()
            .mapToDouble(it -> one.apply(it).perSecond() / other.apply(it).perSecond())
            .toArray();
    out.printf("%d clients, %s: median latency %s%n", clients, what, ratio(latency));
    out.printf("%d clients, %s: queries per second %s%n", clients, what, ratio(rate));
  }

  /** The median ratio, and the geometric mean with its bootstrap interval over rounds. */
  private static String ratio(double[] ratios) {
    double[] logs = Arrays.stream(ratios).map(Math::log).toArray();
    double[] sorted = Arrays.stream(ratios).sorted().toArray();
    double mean = Math.exp(Arrays.stream(logs).average().orElseThrow());
    String interval =
        Bootstrap.meanInterval(logs, ConfidenceInterval.DEFAULT_LEVEL, SEED)
            .map(
                it ->
                    String.format(
                        Locale.ROOT, "[%.3f %.3f]", Math.exp(it.low()), Math.exp(it.high())))
            .orElse("(too few rounds for an interval)");
    return String.format(
        Locale.ROOT, "%.3f, geometric mean %.3f %s", sorted[sorted.length / 2], mean, interval);
  }

  private static ServerEnvironment environment() {
    return ServerEnvironment.of(
        System.getenv(),
        Map.of(
            "user.name", System.getProperty("user.name"),
            "user.home", System.getProperty("user.home"),
            "os.name", System.getProperty("os.name"),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir")),
        memoryBytes(),
        processors());
  }

  private static long memoryBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
