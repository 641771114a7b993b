package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.telemetry.Growth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The observer of the server's work for the clients of a fork: opened in the background while they
 * warm up, or else when the first measurement begins. Not thread-safe.
 */
final class ForkObserver implements AutoCloseable {
  private Optional<Future<ServerObserver>> opening = Optional.empty();
  private Optional<ServerObserver> own = Optional.empty();
  private Optional<ServerObserver> shared = Optional.empty();

  /** Opens it on a thread of its own. */
  void openInBackground(Supplier<ServerObserver> opener) {
    FutureTask<ServerObserver> task = new FutureTask<>(opener::get);
    opening = Optional.of(task);
    Thread thread = new Thread(task, "pgassay-observer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until it is open, or opens it if nobody has begun to.
   *
   * @param sessions of the clients at this moment: one may have been replaced while it was opened
   */
  void awaitOpen(Supplier<ServerObserver> opener, List<MeasuredSession> sessions) {
    if (own.isEmpty()) {
      own = Optional.of(opening.map(ForkObserver::awaited).orElseGet(opener));
      sessions.forEach(own.get()::replaced);
    }
  }

  private static ServerObserver awaited(Future<ServerObserver> opening) {
    try {
      return opening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while the server's observer was opened", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the server's observer was not opened", e);
    }
  }

  void begin() {
    own.ifPresent(ServerObserver::begin);
  }

  void end() {
    own.ifPresent(ServerObserver::end);
  }

  /** Tells another observer too of sessions that replace lost ones. */
  void shareWith(ServerObserver other) {
    shared = Optional.of(other);
  }

  /** Tells that a client has another session in place of a lost one. */
  void replaced(MeasuredSession session) {
    own.ifPresent(it -> it.replaced(session));
    shared.ifPresent(it -> it.replaced(session));
  }

  Optional<Growth> growth() {
    return own.flatMap(ServerObserver::growth);
  }

  /** Closes its own observer; whoever opened the shared one closes that. */
  @Override
  public void close() {
    own.or(() -> opening.map(ForkObserver::awaited)).ifPresent(ServerObserver::close);
  }
}
