package dev.pgassay.benchmarks.overhead;

import dev.pgassay.fork.LoopClient;
import dev.pgassay.measure.ArrivalSchedule;
import dev.pgassay.measure.OpenLoop;
import dev.pgassay.measure.OpenLoopRecord;
import dev.pgassay.measure.PacingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Our clients on a schedule. The figures are those of the service time, from sending to the last
 * row; how late the clients wake is told apart. Not thread-safe.
 */
final class OpenLoopArm {
  private final List<LoopClient> clients;
  private final List<Long> lagMedianNanos = new ArrayList<>();

  OpenLoopArm(List<LoopClient> clients) {
    this.clients = List.copyOf(clients);
  }

  /**
   * Takes a turn.
   *
   * @param perSecond requests of the schedule
   * @param settleNanos at its beginning that do not count
   * @param nanos that count
   */
  ClientFigures turn(double perSecond, long settleNanos, long nanos) throws InterruptedException {
    run(perSecond, settleNanos);
    clients.forEach(LoopClient::beginRecording);
    OpenLoopRecord record = run(perSecond, nanos);
    clients.forEach(LoopClient::endRecording);
    lagMedianNanos.add(record.lag().percentileNanos(50));
    return new ClientFigures(
        record.service().percentileNanos(50),
        (double) record.service().operations() * TimeUnit.SECONDS.toNanos(1) / nanos);
  }

  /** The median lag of each turn so far, in nanoseconds. */
  double[] lagMedianNanos() {
    return lagMedianNanos.stream().mapToDouble(Long::doubleValue).toArray();
  }

  private OpenLoopRecord run(double perSecond, long nanos) throws InterruptedException {
    Duration length = Duration.ofNanos(nanos);
    List<OpenLoop.Operation> operations =
        clients.stream().<OpenLoop.Operation>map(it -> () -> it.executeNext() >= 0).toList();
    try {
      return new OpenLoop(ArrivalSchedule.uniform(perSecond), length, length, PacingClock.SYSTEM)
          .run(operations);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }
}
