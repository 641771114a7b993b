package dev.pgassay.selfcheck.overhead;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkJvm;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.selfcheck.ServerChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the cost of the measured path in comparison with pgbench. Both execute the same prepared
 * statement over TCP, on one server, in turns. The server looks up the query vector by its number,
 * so that both send the same bytes. Three more programs take turns: the plainest loop over JDBC,
 * which separates Java's share from ours; our own statement, which binds the vector from the
 * client; and both loops on a schedule. {@code SELECT 1} is measured in the same way, without a
 * schedule.
 *
 * <p>The unit of the statistics is a round: each program opens its sessions anew and has eight
 * turns of a tenth of a second, in a random order that the next turns mirror. Turns are this short
 * because the speed of a shared machine changes within a second by more than the difference between
 * the programs; only neighbours in time are comparable. The ratio is the geometric mean over
 * rounds. {@code SELECT 1} has three times as many rounds as the search.
 *
 * <p>Run: {@code scripts/selfcheck clients --rounds 16 --clients 1,2,8}
 */
@Command(
    name = "clients",
    description = {
      "Compare the measured path with pgbench and a plain JDBC loop.",
      "All execute one and the same search, and SELECT 1, in turns. Prints ratios of latency, of queries",
      "per second and of processor time, with their intervals."
    })
public final class ClientComparison extends SelfcheckProgram {
  private static final Parameters POINT = SearchBench.point(40);

  private static final String SELECT_1 = "SELECT 1";

  @Mixin private DatasetOptions dataset = new DatasetOptions("quick");
  @Mixin private ServerChoice choice;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "40",
      description = {
        "Rounds of the search; SELECT 1 has three times as many. Default: ${DEFAULT-VALUE}."
      })
  private int rounds;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,8",
      description = "Numbers of clients. Default: ${DEFAULT-VALUE}.")
  private List<Integer> clients;

  public ClientComparison() {}

  @Override
  protected void measure(PrintWriter out) throws IOException, InterruptedException {
    if (rounds < 1 || clients.stream().anyMatch(number -> number < 1)) {
      throw new InvalidInput(
          "--rounds and --clients must be at least 1: " + rounds + " and " + clients);
    }
    try (SearchBench bench = SearchBench.open(choice, dataset, POINT)) {
      QueryTable queries = QueryTable.fill(bench.workspace(), bench.queries());
      try {
        out.printf(
            "PostgreSQL %s, Java %s, %d processors, %s, %s, %d rounds of the search%n",
            bench.serverVersion(),
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            dataset.name(),
            POINT,
            rounds);
        for (int number : clients) {
          for (ComparedStatement statement : ComparedStatement.values()) {
            String taken = Integer.toString(statement.rounds(rounds));
            takeTurns(bench, queries, statement, List.of(taken, "" + number, statement.name()));
          }
        }
      } finally {
        queries.drop();
      }
    }
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
    List<String> command =
        ForkJvm.command(List.of("-D" + ForkContext.PROPERTY + "=" + forkFile), ClientTurns.class);
    command.addAll(arguments);
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new Failure("the JVM of the turns failed; see its message above");
    }
  }
}
