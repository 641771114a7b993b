package dev.pgassay.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command cleanly: the thread that runs it is interrupted and given
 * time to keep its measurements and to stop its servers and forks, before the process exits.
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

  /** Says that the command has ended, so that a waiting hook lets the process exit. */
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
