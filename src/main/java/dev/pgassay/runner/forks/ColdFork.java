package dev.pgassay.runner.forks;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.client.MeasuredClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The JVM of one cold measurement: passes the gate and warms itself up on the warm server,
 * disconnects, waits for the host to make the server cold, and executes one query of each client on
 * a new session. Then it runs the gate once more.
 */
public final class ColdFork {
  public static final String READY = "ready";
  public static final String GO = "go";

  private final ColdPass pass;
  private final ExecutorService threads;

  private ColdFork(ColdPass pass) {
    this.pass = pass;
    this.threads = Executors.newFixedThreadPool(pass.clients());
  }

  /**
   * Measures as the host instructs.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    BufferedReader host =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ColdFork fork = new ColdFork(ColdPass.parse(host.readLine()));
    try {
      fork.measure(host);
    } finally {
      fork.threads.shutdownNow();
    }
  }

  private void measure(BufferedReader host)
      throws IOException, InterruptedException, ExecutionException {
    ForkContext context = ForkContext.ofThisProcess();
    MeasuredClients rehearsed =
        MeasuredClients.open(context, pass.clients(), ForkTasks.of(context, pass.workload()));
    try (rehearsed) {
      List<MeasuredClient> clients = rehearsed.joinAll();
      long end = System.nanoTime() + pass.warmup().toNanos();
      while (System.nanoTime() < end) {
        executeOnce(clients);
      }
    }
    System.out.println(READY);
    if (GO.equals(host.readLine())) {
      measureCold(rehearsed);
    }
  }

  private void measureCold(MeasuredClients rehearsed)
      throws InterruptedException, ExecutionException {
    try (MeasuredClients cold = rehearsed.reopened(pass.number(), pass.passes())) {
      List<MeasuredClient> clients = cold.joinAllUnchecked();
      clients.forEach(MeasuredClient::beginRecording);
      cold.beginMeasurement();
      executeOnce(clients);
      cold.endMeasurement();
      clients.forEach(MeasuredClient::endRecording);
      cold.checkAfterwards();
      cold.report();
    }
  }

  /** Executes one query of each client, all at once. */
  private void executeOnce(List<MeasuredClient> clients)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> executions = new ArrayList<>();
    clients.forEach(client -> executions.add(client::executeNext));
    for (Future<Integer> execution : threads.invokeAll(executions)) {
      execution.get();
    }
  }
}
