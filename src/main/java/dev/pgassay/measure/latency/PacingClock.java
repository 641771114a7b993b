package dev.pgassay.measure.latency;

import java.util.concurrent.locks.LockSupport;

/** The clock of an open loop. Thread-safe. */
public interface PacingClock {
  /**
   * The clock of this machine. Its sleeping threads wake about 100 microseconds late at the median.
   */
  PacingClock SYSTEM =
      new PacingClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public void sleepUntil(long nanoTime) throws InterruptedException {
          long left = nanoTime - System.nanoTime();
          while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            left = nanoTime - System.nanoTime();
          }
        }
      };

  /** Returns the time in nanoseconds since an arbitrary origin. */
  long nanoTime();

  /** Returns the wall-clock time in milliseconds since 1970-01-01T00:00:00Z. */
  long epochMillis();

  /**
   * Waits until a moment; returns at once if it has passed.
   *
   * @param nanoTime a moment of {@link #nanoTime}
   * @throws InterruptedException if the thread is interrupted
   */
  void sleepUntil(long nanoTime) throws InterruptedException;
}
