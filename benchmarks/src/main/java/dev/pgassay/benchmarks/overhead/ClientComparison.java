package dev.pgassay.benchmarks.overhead;

import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkJvm;
import dev.pgassay.workload.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the measured path costs beside pgbench: one and the same prepared statement, in which the
 * server looks the query vector up by its number, so that both send the same bytes, over TCP, on
 * one server, in turns. Beside it the plainest loop over JDBC, which shows what is Java's share and
 * what is ours, our own statement that binds the vector from the client, and both loops on a
 * schedule. {@code SELECT 1} takes its turns in the same way, without a schedule.
 *
 * <p>The unit of the statistics is a round: each program opens its sessions anew and has eight
 * turns of a tenth of a second, in mirrored random order. Turns are this short because a machine
 * that is shared changes its speed by more, within a second, than the programs differ; neighbours
 * in time are comparable. The ratio is the geometric mean over rounds. {@code SELECT 1} has three
 * times as many rounds as the search.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -cp benchmarks/target/pgassay.jar
 * dev.pgassay.benchmarks.overhead.ClientComparison [ROUNDS] [CLIENTS] [DATASET] [DATABASE]}, by
 * default 40 rounds with 1, 2 and 8 clients, on quick in a local cluster.
 */
public final class ClientComparison {
  private static final Parameters POINT = SearchBench.point(40);

  private static final String SELECT_1 = "SELECT 1";

  private ClientComparison() {}

  /**
   * Runs the comparison and prints every program's figures and the ratios with their intervals.
   *
   * @param arguments rounds, numbers of clients, dataset, database
   * @throws Exception where the server or pgbench fails
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(argument(arguments, 0, "40"));
    String clients = argument(arguments, 1, "1,2,8");
    String dataset = argument(arguments, 2, "quick");
    try (SearchBench bench = SearchBench.open(argument(arguments, 3, "local"), dataset, POINT)) {
      QueryTable queries = QueryTable.fill(bench.workspace(), bench.queries());
      try {
        System.out.printf(
            "PostgreSQL %s, Java %s, %d processors, %s, %s, %d rounds of the search%n",
            bench.serverVersion(),
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            dataset,
            POINT,
            rounds);
        for (String number : Arrays.asList(clients.split(","))) {
          for (ComparedStatement statement : ComparedStatement.values()) {
            String taken = Integer.toString(statement.rounds(rounds));
            takeTurns(bench, queries, statement, List.of(taken, number, statement.name()));
          }
        }
      } finally {
        queries.drop();
      }
    }
  }

  private static String argument(String[] arguments, int index, String otherwise) {
    return arguments.length > index ? arguments[index] : otherwise;
  }

  private static void takeTurns(
      SearchBench bench, QueryTable queries, ComparedStatement statement, List<String> arguments)
      throws IOException, InterruptedException {
    ForkContext context = bench.forkContext();
    Map<String, String> inputs = new TreeMap<>(context.inputs());
    boolean search = statement == ComparedStatement.SEARCH;
    inputs.put(ClientTurns.LOOKUP_STATEMENT, search ? queries.searchByNumber("?") : SELECT_1);
    inputs.put(ClientTurns.PGBENCH_STATEMENT, search ? queries.searchByNumber(":query") : SELECT_1);
    Path folder = Files.createTempDirectory(bench.folder(), "turns");
    Path forkFile = folder.resolve("fork.properties");
    new ForkContext(context.target(), context.settings(), inputs, folder, context.seed())
        .write(forkFile);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkJvm.OPTIONS);
    command.add("-D" + ForkContext.PROPERTY + "=" + forkFile);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClientTurns.class.getName());
    command.addAll(arguments);
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("the turns failed");
    }
  }
}
