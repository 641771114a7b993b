package dev.pgassay.benchmarks.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchInputs;
import dev.pgassay.db.Connections;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The plainest loop over JDBC that an engineer would write: a connection and a thread for each
 * client, one prepared statement, a random query number, every row read, the time of each kept in
 * an array. No JMH, no pool, no gate, no histogram: what our measured path costs more than this is
 * our overhead. It runs in a JVM of its own.
 */
final class PlainLoop {
  private static final int LARGEST_COUNT = 4_000_000;

  private PlainLoop() {}

  /** Measures one turn in a new JVM. */
  static ClientFigures run(
      ForkContext context, int queries, int clients, int warmupSeconds, int seconds, Path folder)
      throws IOException, InterruptedException {
    Path forkFile = Files.createTempDirectory(folder, "plain").resolve("fork.properties");
    context.write(forkFile);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkJvm.OPTIONS);
    command.add("-D" + ForkContext.PROPERTY + "=" + forkFile);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PlainLoop.class.getName()));
    command.addAll(List.of("" + queries, "" + clients, "" + warmupSeconds, "" + seconds));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("the plain loop failed");
    }
    String[] figures = output.strip().split(" ");
    return new ClientFigures(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
  }

  /**
   * Loops, and prints the median in nanoseconds and the queries per second.
   *
   * @param arguments queries, clients, seconds of warm-up, seconds that count
   * @throws Exception where the server fails
   */
  public static void main(String[] arguments) throws Exception {
    int queries = Integer.parseInt(arguments[0]);
    int clients = Integer.parseInt(arguments[1]);
    long from = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2]));
    long seconds = Long.parseLong(arguments[3]);
    long until = from + TimeUnit.SECONDS.toNanos(seconds);
    ForkContext context = ForkContext.ofThisProcess();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Callable<long[]>> loops = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      loops.add(() -> loop(context, queries, from, until));
    }
    List<long[]> latencies = new ArrayList<>();
    for (Future<long[]> loop : threads.invokeAll(loops)) {
      latencies.add(loop.get());
    }
    threads.shutdown();
    long[] sorted = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf("%d %.3f%n", sorted[sorted.length / 2], (double) sorted.length / seconds);
  }

  private static long[] loop(ForkContext context, int queries, long from, long until)
      throws SQLException {
    long[] latencies = new long[LARGEST_COUNT];
    int count = 0;
    try (Connection connection = Connections.open(context.target())) {
      set(connection, context.settings());
      try (PreparedStatement search =
          connection.prepareStatement(context.input(HnswSearchInputs.STATEMENT))) {
        long begin = System.nanoTime();
        while (begin < until) {
          search.setInt(1, ThreadLocalRandom.current().nextInt(queries));
          try (ResultSet rows = search.executeQuery()) {
            while (rows.next()) {
              rows.getObject(1, UUID.class);
            }
          }
          long end = System.nanoTime();
          if (begin >= from && end < until) {
            latencies[count++] = end - begin;
          }
          begin = System.nanoTime();
        }
      }
    }
    return Arrays.copyOf(latencies, count);
  }

  private static void set(Connection connection, Map<String, String> settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        statement.execute("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
      }
    }
  }
}
