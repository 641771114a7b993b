package dev.pgassay.runner.ab;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.client.MeasuredClients;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The clients of one arm, which take turns with those of other arms and are idle in between. All
 * arms go through the same queries in the same order if they have the same seed. Not thread-safe.
 */
final class AbTurns implements AutoCloseable {
  /** Marks an execution that failed. */
  static final long FAILED = -1;

  private final MeasuredClients all;
  private final List<MeasuredClient> clients;
  private final ExecutorService threads;

  private AbTurns(MeasuredClients all, int clients) {
    this.all = all;
    threads = Executors.newFixedThreadPool(clients);
    try {
      this.clients = all.joinAll();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Opens sessions of their own and takes each through the gate. */
  static AbTurns open(ForkContext context, int clients, ClientTask task) {
    return new AbTurns(MeasuredClients.open(context, clients, task), clients);
  }

  /** Takes sessions out of a pool, and each through the gate. */
  static AbTurns open(ForkContext context, ConnectionPool pool, int clients, ClientTask task) {
    return new AbTurns(MeasuredClients.open(context, pool, clients, task), clients);
  }

  MeasuredClients all() {
    return all;
  }

  List<MeasuredClient> clients() {
    return clients;
  }

  /**
   * Takes a turn: every client executes its next queries.
   *
   * @param operations of each client
   * @return for each client the service times in nanoseconds, or {@link #FAILED}
   */
  long[][] take(int operations) throws InterruptedException {
    List<Callable<long[]>> turns = new ArrayList<>();
    clients.forEach(client -> turns.add(() -> turn(client, operations)));
    long[][] nanos = new long[clients.size()][];
    int client = 0;
    for (Future<long[]> turn : threads.invokeAll(turns)) {
      try {
        nanos[client++] = turn.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed: " + e.getCause().getMessage(), e);
      }
    }
    return nanos;
  }

  /** The server's message for the first execution that failed; empty if none did. */
  Optional<String> firstFailure() {
    return clients.stream().flatMap(client -> client.firstFailure().stream()).findFirst();
  }

  /** Has every client leave out its next queries. */
  void skip(int queries) {
    clients.forEach(client -> client.skip(queries));
  }

  private static long[] turn(MeasuredClient client, int operations) throws Exception {
    long[] nanos = new long[operations];
    for (int i = 0; i < operations; i++) {
      nanos[i] = client.executeNext() < 0 ? FAILED : client.lastNanos();
    }
    return nanos;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    all.close();
  }
}
