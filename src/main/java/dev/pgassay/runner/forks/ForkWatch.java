package dev.pgassay.runner.forks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends a fork that does not end in time. Watches until it is closed. Thread-safe. */
final class ForkWatch implements AutoCloseable {
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Duration longest;

  /**
   * Begins to watch.
   *
   * @param longest how long the fork may take from now on
   * @param fork the process, which is killed then
   */
  ForkWatch(Duration longest, Process fork) {
    this.longest = longest;
    closed
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (nothing, overdue) -> {
              if (overdue != null) {
                fork.destroyForcibly();
              }
            });
  }

  /**
   * Tells a fork that was killed from one that ended by itself.
   *
   * @throws OverdueFork if the fork took too long
   */
  void requireInTime() {
    if (closed.isCompletedExceptionally()) {
      throw new OverdueFork(longest);
    }
  }

  @Override
  public void close() {
    closed.complete(null);
  }
}
