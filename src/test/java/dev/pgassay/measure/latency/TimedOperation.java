package dev.pgassay.measure.latency;

import java.util.concurrent.Callable;

/** An operation that is timed as a whole. */
final class TimedOperation implements OpenLoop.Operation {
  private final PacingClock clock;
  private final Callable<Boolean> body;
  private long beginNanos;
  private long endNanos;

  /**
   * @param body tells whether it succeeded
   */
  TimedOperation(PacingClock clock, Callable<Boolean> body) {
    this.clock = clock;
    this.body = body;
  }

  @Override
  public boolean execute() throws Exception {
    beginNanos = clock.nanoTime();
    boolean succeeded = body.call();
    endNanos = clock.nanoTime();
    return succeeded;
  }

  @Override
  public long beginNanos() {
    return beginNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }
}
