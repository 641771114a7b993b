package dev.pgassay.runner.forks;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import dev.pgassay.runner.prepare.Scratch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Waits for the lock by which JMH lets one process of a machine measure at a time: a file {@code
 * jmh.lock} in the temporary folder. JMH itself gives up at once, with the exception that it also
 * throws for a fork that died; this class tells them apart. Not thread-safe: one for each point.
 *
 * <p>Two runs at once would disturb each other. With this lock they measure their points in turns,
 * as long as they share a temporary folder.
 */
public final class JmhLock {
  /** Points take minutes; a process that holds the lock for longer may have been forgotten. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** JMH 1.37: Another JMH instance might be running. Unable to acquire the JMH lock. */
  private static final Pattern REFUSED = Pattern.compile("the JMH lock \\(([^)]*)\\)");

  private static final String HELD = "Another JMH instance might be running";

  private final Progress progress;
  private final Duration patience;
  private long begunNanos;
  private boolean waiting;

  /**
   * @param progress receives what the lock waits for
   */
  public JmhLock(Progress progress) {
    this(progress, PATIENCE);
  }

  /**
   * @param patience the longest wait
   */
  public JmhLock(Progress progress, Duration patience) {
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Tells whether JMH did not begin because of its lock, and if so waits a moment.
   *
   * @param failure of JMH
   * @return whether to try again; false if JMH failed for another reason
   * @throws Failure if the lock cannot be acquired
   */
  public boolean awaitAfter(RunnerException failure) throws InterruptedException {
    String message = String.valueOf(failure.getMessage());
    Matcher refused = REFUSED.matcher(message);
    if (!refused.find()) {
      return false;
    }
    if (!message.contains(HELD)) {
      throw new Failure(
          "JMH cannot use its lock "
              + refused.group(1)
              + (failure.getCause() == null ? "" : ": " + failure.getCause().getMessage())
              + "; give this run another temporary folder: "
              + Scratch.OTHER_FOLDER,
          failure);
    }
    waitFor(refused.group(1));
    return true;
  }

  private void waitFor(String file) throws InterruptedException {
    if (!waiting) {
      waiting = true;
      begunNanos = System.nanoTime();
      progress.warn(
          "another run is measuring on this machine and holds "
              + file
              + ": waiting for its point to end, since both would disturb each other");
    }
    if (System.nanoTime() - begunNanos > patience.toNanos()) {
      throw new Failure(
          "another run on this machine has held "
              + file
              + " for "
              + patience.toSeconds()
              + " s; continue with --resume when it has ended");
    }
    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
  }
}
