package dev.pgassay.measure.client;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Reconnects a client whose connection was lost, through the gate. It gives up if the server does
 * not come back in time. Not thread-safe: each belongs to one client.
 */
final class Reconnection {
  private static final String STARTING_UP = "57P03";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final MeasuredClients clients;
  private final int number;
  private final Patience patience;
  private long lostAtNanos;

  /**
   * How long a client tries to reconnect.
   *
   * @param absent while the server refuses or does not answer
   * @param startingUp while the server says that it is starting up
   */
  record Patience(Duration absent, Duration startingUp) {
    /** A restart takes seconds; a recovery may take longer. */
    static final Patience DEFAULT = new Patience(Duration.ofSeconds(15), Duration.ofMinutes(2));

    Duration after(DatabaseFailure failure) {
      return failure.sqlState().equals(STARTING_UP) ? startingUp : absent;
    }
  }

  /**
   * @param number of the client, from 0
   */
  Reconnection(MeasuredClients clients, int number, Patience patience) {
    this.clients = clients;
    this.number = number;
    this.patience = patience;
  }

  /** Starts the time limit; called when the connection was lost. */
  void begin() {
    lostAtNanos = System.nanoTime();
  }

  /**
   * Tries once to reconnect.
   *
   * @return a session that has passed the gate
   * @throws DatabaseFailure if the server refuses or does not answer
   */
  ClientSession attempt() {
    return clients.reenter(number);
  }

  /**
   * Pauses before the next attempt.
   *
   * @param failure of the attempt
   * @throws SQLException if the time limit is over; all clients are then abandoned
   */
  void pauseAfter(DatabaseFailure failure) throws SQLException {
    Duration limit = patience.after(failure);
    if (System.nanoTime() - lostAtNanos > limit.toNanos()) {
      String reason =
          "the connection was lost and the server did not come back within "
              + limit.toSeconds()
              + " s: "
              + failure.getMessage();
      clients.abandon(reason);
      throw new SQLException(reason, failure.sqlState(), failure);
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
