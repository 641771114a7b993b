package dev.pgassay.benchmarks.overhead;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A number of clients in this JVM that loop for a turn, each in a thread of its own. */
final class JdbcArm implements AutoCloseable {
  /** One client. */
  interface Client {
    /** Executes the statement for a query and reads every row. */
    void execute() throws SQLException;

    /** A turn begins. */
    default void begin() {}

    /** A turn has ended. */
    default void end() {}
  }

  private static final int LARGEST_COUNT = 200_000;

  private final List<Client> clients;
  private final ExecutorService threads;

  JdbcArm(List<Client> clients) {
    this.clients = List.copyOf(clients);
    this.threads = Executors.newFixedThreadPool(clients.size());
  }

  /**
   * Takes a turn.
   *
   * @param settleNanos at its beginning that do not count
   * @param nanos that count
   */
  ClientFigures turn(long settleNanos, long nanos) throws InterruptedException {
    long from = System.nanoTime() + settleNanos;
    long until = from + nanos;
    List<Callable<long[]>> loops = new ArrayList<>();
    for (Client client : clients) {
      loops.add(() -> loop(client, from, until));
    }
    List<long[]> latencies = new ArrayList<>();
    for (Future<long[]> loop : threads.invokeAll(loops)) {
      try {
        latencies.add(loop.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed", e.getCause());
      }
    }
    return ClientFigures.of(
        latencies.stream().flatMapToLong(Arrays::stream).toArray(),
        (double) nanos / TimeUnit.SECONDS.toNanos(1));
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static long[] loop(Client client, long from, long until) throws SQLException {
    long[] latencies = new long[LARGEST_COUNT];
    int count = 0;
    client.begin();
    long begin = System.nanoTime();
    while (begin < until) {
      client.execute();
      long end = System.nanoTime();
      if (end >= from && end < until) {
        latencies[count++] = end - begin;
      }
      begin = System.nanoTime();
    }
    client.end();
    return Arrays.copyOf(latencies, count);
  }
}
