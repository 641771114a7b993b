package dev.pgassay.benchmarks.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchInputs;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.stats.Bootstrap;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.workload.Parameters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What the measured path costs beside pgbench: one and the same prepared statement, in which the
 * server looks the query vector up by its number, so that both send the same bytes, over TCP, on
 * one server, in turns. Beside it the plainest loop over JDBC, which shows what is Java's share and
 * what is ours, and our own statement that binds the vector from the client.
 *
 * <p>The unit of the statistics is a round: each program once, in random order, in a process of its
 * own. The ratio is that of medians, and its interval is over rounds. It would be wrong if another
 * process took a core.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -Djmh.ignoreLock=true -cp
 * benchmarks/target/pgassay.jar dev.pgassay.benchmarks.overhead.ClientComparison [ROUNDS] [SECONDS]
 * [WARMUP] [CLIENTS] [DATASET] [DATABASE]}, by default 10 rounds of 4 seconds after 2 of warm-up, 1
 * and 2 clients, on quick in a local cluster.
 */
public final class ClientComparison {
  private static final Parameters POINT = SearchBench.point(40);
  private static final long SEED = 1;
  private static final double NANOS_PER_MICRO = 1000;

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
    try (SearchBench bench = SearchBench.open(database, dataset, POINT)) {
      QueryTable queries = QueryTable.fill(bench.workspace(), bench.queries());
      try {
        compare(bench, queries);
      } finally {
        queries.drop();
      }
    }
  }

  private void compare(SearchBench bench, QueryTable queries)
      throws IOException, InterruptedException, RunnerException {
    Path folder = bench.folder();
    ForkContext vectors = bench.forkContext();
    ForkContext lookup = lookup(vectors, queries.searchByNumber("?"));
    Pgbench pgbench = new Pgbench("pgbench", vectors.target(), vectors.settings(), folder);
    String script =
        "\\set query random(0, %d)%n%s;%n"
            .formatted(queries.size() - 1, queries.searchByNumber(":query"));
    MeasuredPath ours = new MeasuredPath(folder);
    out.printf(
        "PostgreSQL %s, Java %s, %d processors, %s, %s, %d rounds of %d s%n",
        bench.serverVersion(),
        Runtime.version(),
        SearchBench.processors(),
        dataset,
        POINT,
        rounds,
        seconds);
    Map<Arm, Turn> turns =
        Map.of(
            Arm.OURS, (clients) -> ours.run(lookup, clients, warmupSeconds, seconds),
            Arm.PGBENCH, (clients) -> pgbench.run(script, clients, warmupSeconds, seconds),
            Arm.PLAIN_LOOP,
                (clients) ->
                    PlainLoop.run(lookup, queries.size(), clients, warmupSeconds, seconds, folder),
            Arm.VECTOR_BOUND, (clients) -> ours.run(vectors, clients, warmupSeconds, seconds));
    List<Arm> order = new ArrayList<>(List.of(Arm.values()));
    Random random = new Random(SEED);
    for (int clients : clientNumbers) {
      List<Map<Arm, ClientFigures>> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Collections.shuffle(order, random);
        Map<Arm, ClientFigures> figures = new EnumMap<>(Arm.class);
        for (Arm arm : order) {
          figures.put(arm, turns.get(arm).run(clients));
        }
        measured.add(figures);
        print(clients, round + 1, figures);
      }
      printRatios(clients, measured);
    }
  }

  /** What takes turns. */
  private enum Arm {
    OURS,
    PGBENCH,
    PLAIN_LOOP,
    VECTOR_BOUND;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** One turn of a program. */
  private interface Turn {
    ClientFigures run(int clients) throws IOException, InterruptedException, RunnerException;
  }

  private static ForkContext lookup(ForkContext vectors, String statement) {
    Map<String, String> inputs = new TreeMap<>(vectors.inputs());
    inputs.remove(HnswSearchInputs.QUERIES_FILE);
    inputs.put(HnswSearchInputs.STATEMENT, statement);
    return new ForkContext(
        vectors.target(), vectors.settings(), inputs, vectors.reportFolder(), vectors.seed());
  }

  private void print(int clients, int number, Map<Arm, ClientFigures> round) {
    out.printf("%d clients, round %2d:", clients, number);
    round.forEach(
        (arm, figures) ->
            out.printf(
                Locale.ROOT,
                "  %s %.0f us %.0f/s",
                arm,
                figures.medianNanos() / NANOS_PER_MICRO,
                figures.perSecond()));
    out.println();
  }

  private void printRatios(int clients, List<Map<Arm, ClientFigures>> rounds) {
    printRatios(clients, rounds, Arm.OURS, Arm.PGBENCH);
    printRatios(clients, rounds, Arm.OURS, Arm.PLAIN_LOOP);
    printRatios(clients, rounds, Arm.PLAIN_LOOP, Arm.PGBENCH);
    printRatios(clients, rounds, Arm.VECTOR_BOUND, Arm.OURS);
  }

  private void printRatios(int clients, List<Map<Arm, ClientFigures>> rounds, Arm one, Arm other) {
    out.printf(
        "%d clients, %s / %s: median latency %s, queries per second %s%n",
        clients,
        one,
        other,
        ratio(rounds, one, other, ClientFigures::medianNanos),
        ratio(rounds, one, other, ClientFigures::perSecond));
  }

  private static String ratio(
      List<Map<Arm, ClientFigures>> rounds,
      Arm one,
      Arm other,
      ToDoubleFunction<ClientFigures> figure) {
    return ratio(
        rounds.stream()
            .mapToDouble(
                it -> figure.applyAsDouble(it.get(one)) / figure.applyAsDouble(it.get(other)))
            .toArray());
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
}
