package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.MeasuredClient;
import dev.pgassay.measure.latency.ArrivalSchedule;
import dev.pgassay.measure.latency.OpenLoop;
import dev.pgassay.measure.latency.OpenLoop.Recorded;
import dev.pgassay.measure.latency.OpenLoopRecord;
import dev.pgassay.measure.latency.PacingClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Our clients on a schedule. The figures are those of the service time, from sending to the last
 * row. The delay of the clients' wake-up is reported separately. Not thread-safe.
 */
final class OpenLoopArm implements TurnTaker {
  private final List<MeasuredClient> clients;
  private final double ratio;
  private final ExecutorService threads;
  private final List<TurnFigures> figures = new ArrayList<>();
  private final List<Long> lagMedianNanos = new ArrayList<>();

  /**
   * @param clients have joined; the caller closes their loop
   * @param ratio of the closed loop's rate that is offered; above 1 the schedule cannot be held,
   *     and requests that do not begin in their turn are left out
   */
  OpenLoopArm(List<MeasuredClient> clients, double ratio) {
    this.clients = List.copyOf(clients);
    this.ratio = ratio;
    this.threads = Executors.newFixedThreadPool(clients.size());
  }

  @Override
  public void take(Duration length, double closedPerSecond, boolean counts)
      throws InterruptedException {
    clients.forEach(MeasuredClient::beginRecording);
    OpenLoopRecord record = run(ratio * closedPerSecond, length);
    clients.forEach(MeasuredClient::endRecording);
    if (counts) {
      lagMedianNanos.add(record.lag().percentileNanos(50));
      figures.add(
          new TurnFigures(
              record.service().percentileNanos(50),
              (double) record.service().operations()
                  * TimeUnit.SECONDS.toNanos(1)
                  / Math.max(1, record.elapsedNanos()),
              Double.NaN));
    }
  }

  @Override
  public List<TurnFigures> figures() {
    return figures;
  }

  /** Returns the median lag of each turn that counts, in nanoseconds. */
  List<Long> lagMedianNanos() {
    return lagMedianNanos;
  }

  private OpenLoopRecord run(double perSecond, Duration length) throws InterruptedException {
    List<Request> operations = clients.stream().map(Request::new).toList();
    Duration patience = ratio > 1 ? Duration.ZERO : length;
    OpenLoop loop =
        new OpenLoop(ArrivalSchedule.uniform(perSecond), length, patience, PacingClock.SYSTEM);
    try {
      Recorded recorded = loop.run(operations, 1, threads);
      recorded
          .abandoned()
          .ifPresent(
              it -> {
                throw new IllegalStateException("a client failed", it.cause());
              });
      return recorded.total();
    } catch (ExecutionException e) {
      throw new IllegalStateException("recording failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The next query of a client. */
  private record Request(MeasuredClient client) implements OpenLoop.Operation {
    @Override
    public boolean execute() throws SQLException {
      return client.executeNext() >= 0;
    }

    @Override
    public long beginNanos() {
      return client.beginNanos();
    }

    @Override
    public long endNanos() {
      return client.endNanos();
    }
  }
}
