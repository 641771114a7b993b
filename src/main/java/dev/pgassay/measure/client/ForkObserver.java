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
 * Observes the server's work for the clients of a fork. The observer is opened in the background
 * during warm-up, or otherwise at the start of the first measurement. Not thread-safe.
 */
final class ForkObserver implements AutoCloseable {
  private Optional<Future<ServerObserver>> opening = Optional.empty();
  private Optional<ServerObserver> own = Optional.empty();
  private Optional<ServerObserver> shared = Optional.empty();

  /** Opens the observer on a thread of its own. */
  void openInBackground(Supplier<ServerObserver> opener) {
    FutureTask<ServerObserver> task = new FutureTask<>(opener::get);
    opening = Optional.of(task);
    Thread thread = new Thread(task, "pgassay-observer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the observer is open, or opens it if nothing has started to.
   *
   * @param sessions the clients' current sessions: one may have been replaced in the meantime
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

  /** Informs another observer too of sessions that replace lost ones. */
  void shareWith(ServerObserver other) {
    shared = Optional.of(other);
  }

  /** Informs the observers that a client has another session in place of a lost one. */
  void replaced(MeasuredSession session) {
    own.ifPresent(it -> it.replaced(session));
    shared.ifPresent(it -> it.replaced(session));
  }

  Optional<Growth> growth() {
    return own.flatMap(ServerObserver::growth);
  }

  /** Closes its own observer. The owner of the shared one closes that. */
  @Override
  public void close() {
    own.or(() -> opening.map(ForkObserver::awaited)).ifPresent(ServerObserver::close);
  }
}
