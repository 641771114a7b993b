package dev.pgassay.measure.latency;

import dev.pgassay.measure.latency.OpenLoopRecord.Moments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Sends requests on a schedule that does not depend on the answers. Each client takes the next
 * request of the schedule as soon as it is free, waits for its intended start, and executes it. A
 * request that finds all clients busy waits for one. No request is skipped; its wait is part of its
 * response time. Not thread-safe. @see <a
 * href="https://www.azul.com/files/HowNotToMeasureLatency_LLSummit_NYC_12Nov2013.pdf">Gil Tene on
 * coordinated omission</a>
 */
public final class OpenLoop {
  private final ArrivalSchedule schedule;
  private final Duration duration;
  private final PacingClock clock;
  private final Duration patience;

  /**
   * Plans a loop.
   *
   * @param schedule the intended starts, not yet used
   * @param duration requests with an intended start before its end are sent
   * @param patience how long after its end late requests are still sent; the rest is counted as not
   *     begun
   * @param clock of the clients
   */
  public OpenLoop(
      ArrivalSchedule schedule, Duration duration, Duration patience, PacingClock clock) {
    if (duration.isZero() || duration.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException(
          "duration must be positive and patience not negative: " + duration + ", " + patience);
    }
    this.schedule = schedule;
    this.duration = duration;
    this.patience = patience;
    this.clock = clock;
  }

  /** A client's operation for a request; a part of it is timed. */
  public interface Operation {
    /**
     * Executes the request.
     *
     * @return whether it succeeded; a failed request is counted but is in no latency
     * @throws Exception if this client cannot continue
     */
    boolean execute() throws Exception;

    /**
     * Returns the start of the timed part of the last successful execution. Work before it delays
     * the request: it is part of the response time but not of the service time.
     *
     * @return a moment of the loop's clock
     */
    long beginNanos();

    /**
     * Returns the end of the timed part of the last successful execution. Work after it is in no
     * time of this request, but keeps the client from taking the next one.
     *
     * @return a moment of the loop's clock
     */
    long endNanos();

    /** Returns the number of the statement that was executed last, from 0, if there are several. */
    default int statement() {
      return 0;
    }
  }

  /**
   * The recordings of several statements.
   *
   * @param total of all requests
   * @param statements of each; with several statements, requests that were not begun belong to none
   *     and are only in the total
   * @param abandoned why the loop ended before its schedule; empty if it did not
   */
  public record Recorded(
      OpenLoopRecord total, List<OpenLoopRecord> statements, Optional<Abandoned> abandoned) {
    public Recorded {
      statements = List.copyOf(statements);
    }
  }

  /**
   * The first client that could not continue.
   *
   * @param statement that it executed last, from 0
   * @param cause why it could not
   */
  public record Abandoned(int statement, Exception cause) {}

  /**
   * Sends all requests, each for one of several statements, and waits for their answers. If a
   * client cannot continue, no further request is sent; the rest counts as not begun. The threads
   * outlive this loop, so that threads that warmed up remain known to the processors and the
   * server.
   *
   * @param clients the operation of each client, with sessions of its own
   * @param statements number of statements
   * @param threads at least one for each client, otherwise idle; the caller ends them
   * @throws InterruptedException if the calling thread is interrupted; the clients then end
   * @throws ExecutionException if recording fails
   */
  public Recorded run(List<? extends Operation> clients, int statements, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    Sheet sheet = new Sheet(statements, clock.epochMillis());
    Arrivals arrivals = new Arrivals(clock.nanoTime());
    List<Future<?>> running = new ArrayList<>();
    try {
      for (Operation client : clients) {
        running.add(threads.submit(() -> work(client, arrivals, sheet)));
      }
      for (Future<?> ended : running) {
        ended.get();
      }
      return sheet.ended(arrivals, clock.epochMillis(), clock.nanoTime() - arrivals.origin);
    } finally {
      running.forEach(client -> client.cancel(true));
    }
  }

  private Void work(Operation operation, Arrivals arrivals, Sheet sheet)
      throws InterruptedException {
    long intended = arrivals.next();
    while (intended != Arrivals.NO_MORE) {
      boolean awaited = clock.nanoTime() <= intended;
      clock.sleepUntil(intended);
      long taken = clock.nanoTime();
      if (succeeds(operation, arrivals)) {
        sheet.succeeded(
            operation.statement(),
            new Moments(
                intended - arrivals.origin,
                taken - arrivals.origin,
                awaited,
                operation.beginNanos() - arrivals.origin,
                operation.endNanos() - arrivals.origin));
      } else {
        sheet.failed(operation.statement(), clock.nanoTime() - arrivals.origin);
      }
      intended = arrivals.next();
    }
    return null;
  }

  private static boolean succeeds(Operation operation, Arrivals arrivals)
      throws InterruptedException {
    try {
      return operation.execute();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      arrivals.abandon(new Abandoned(operation.statement(), e));
      return false;
    }
  }

  /** The records of all clients: the total and each statement, or one if there is one statement. */
  private static final class Sheet {
    private final OpenLoopRecord total;
    private final List<OpenLoopRecord> statements;

    Sheet(int statements, long epochMillis) {
      this.total = new OpenLoopRecord(new Timeline(epochMillis));
      this.statements =
          statements == 1
              ? List.of(total)
              : Stream.generate(() -> new OpenLoopRecord(new Timeline(epochMillis)))
                  .limit(statements)
                  .toList();
    }

    void succeeded(int statement, Moments request) {
      if (statements.size() > 1) {
        total.succeeded(request);
      }
      statements.get(statement).succeeded(request);
    }

    void failed(int statement, long offsetNanos) {
      if (statements.size() > 1) {
        total.failed(offsetNanos);
      }
      statements.get(statement).failed(offsetNanos);
    }

    Recorded ended(Arrivals arrivals, long epochMillis, long nanos) {
      if (statements.size() > 1) {
        statements.forEach(statement -> statement.ended(0, epochMillis, nanos));
      }
      total.ended(arrivals.notBegun(), epochMillis, nanos);
      return new Recorded(total, statements, arrivals.abandoned());
    }
  }

  /** The requests that have not been sent yet. Thread-safe. */
  private final class Arrivals {
    static final long NO_MORE = Long.MIN_VALUE;

    private final long origin;
    private long notBegun;
    private Optional<Abandoned> abandoned = Optional.empty();

    Arrivals(long origin) {
      this.origin = origin;
    }

    /** Returns the intended start of the next request by the clock. */
    synchronized long next() {
      long offset = schedule.next();
      if (offset >= duration.toNanos()) {
        return NO_MORE;
      }
      if (abandoned.isPresent() || clock.nanoTime() - origin > duration.plus(patience).toNanos()) {
        while (offset < duration.toNanos()) {
          notBegun++;
          offset = schedule.next();
        }
        return NO_MORE;
      }
      return origin + offset;
    }

    synchronized void abandon(Abandoned reason) {
      abandoned = abandoned.or(() -> Optional.of(reason));
    }

    synchronized Optional<Abandoned> abandoned() {
      return abandoned;
    }

    synchronized long notBegun() {
      return notBegun;
    }
  }
}
