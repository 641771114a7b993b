package dev.pgassay.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command cleanly: the thread that runs it is interrupted and given
 * time to keep what was measured and to stop what it started, before the process goes.
 */
final class Interruption {
  /** Longer than a server of ours may take to stop (10 s) after a point in flight was given up. */
  private static final int GRACE_SECONDS = 25;

  private final CountDownLatch finished = new CountDownLatch(1);

  /** Registers the hook for the calling thread. */
  static Interruption guard(Thread worker) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.stop(worker), "pgassay-shutdown"));
    return interruption;
  }

  /** Says that the command has ended, so that a hook that is waiting lets the process go. */
  void commandEnded() {
    finished.countDown();
  }

  private void stop(Thread worker) {
    if (finished.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
