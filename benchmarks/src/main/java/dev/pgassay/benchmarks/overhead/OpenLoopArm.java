package dev.pgassay.benchmarks.overhead;

import dev.pgassay.fork.LoopClient;
import dev.pgassay.measure.ArrivalSchedule;
import dev.pgassay.measure.OpenLoop;
import dev.pgassay.measure.OpenLoopRecord;
import dev.pgassay.measure.PacingClock;
import java.sql.SQLException;
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
  private static final long SETTLE_NANOS = ClientTurns.SETTLE_NANOS;
  private static final long TURN_NANOS = ClientTurns.TURN_NANOS;

  private final List<LoopClient> clients;
  private final List<Long> lagMedianNanos = new ArrayList<>();

  OpenLoopArm(List<LoopClient> clients) {
    this.clients = List.copyOf(clients);
  }

  /**
   * Takes a turn on a schedule that can be held.
   *
   * @param perSecond requests of the schedule
   */
  ClientFigures paced(double perSecond) throws InterruptedException {
    OpenLoopRecord record = turn(perSecond, Duration.ofNanos(TURN_NANOS));
    lagMedianNanos.add(record.lag().percentileNanos(50));
    return figures(record);
  }

  /**
   * Takes a turn on a schedule that cannot be held; what is not begun in its time is left out.
   *
   * @param perSecond requests of the schedule
   */
  ClientFigures flooded(double perSecond) throws InterruptedException {
    return figures(turn(perSecond, Duration.ZERO));
  }

  private static ClientFigures figures(OpenLoopRecord record) {
    return new ClientFigures(
        record.service().percentileNanos(50),
        (double) record.service().operations() * TimeUnit.SECONDS.toNanos(1) / TURN_NANOS);
  }

  private OpenLoopRecord turn(double perSecond, Duration patience) throws InterruptedException {
    run(perSecond, SETTLE_NANOS, Duration.ZERO);
    clients.forEach(LoopClient::beginRecording);
    OpenLoopRecord record = run(perSecond, TURN_NANOS, patience);
    clients.forEach(LoopClient::endRecording);
    return record;
  }

  /** The median lag of each turn so far, in nanoseconds. */
  double[] lagMedianNanos() {
    return lagMedianNanos.stream().mapToDouble(Long::doubleValue).toArray();
  }

  private OpenLoopRecord run(double perSecond, long nanos, Duration patience)
      throws InterruptedException {
    Duration length = Duration.ofNanos(nanos);
    List<Request> operations = clients.stream().map(Request::new).toList();
    try {
      return new OpenLoop(ArrivalSchedule.uniform(perSecond), length, patience, PacingClock.SYSTEM)
          .run(operations);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }

  /** The next query of a client. */
  private record Request(LoopClient client) implements OpenLoop.Operation {
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
