package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Finds out whether a server of ours answers. */
public final class Answer {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SECOND_LOOK = Duration.ofMillis(300);
  private static final String STARTING_UP = "57P03";
  private static final String WRONG_PASSWORD = "28P01";

  private Answer() {}

  /**
   * Waits for the first answer of a server that is starting.
   *
   * @param superuser how to enter
   * @param alive whether the server still runs
   * @param recovers whether it recovers after an unclean shutdown; asked while it refuses sessions
   *     because it is starting
   * @param progress told that the server is starting
   * @return the target; empty if the server ended, or was silent for a minute
   * @throws DatabaseFailure if it answers and refuses the password
   */
  public static Optional<ConnectionTarget> await(
      ConnectionTarget superuser,
      BooleanSupplier alive,
      BooleanSupplier recovers,
      Progress progress) {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    boolean told = false;
    try (Progress.Task task = progress.start("start the server", -1, "tries")) {
      while (alive.getAsBoolean() && System.nanoTime() < deadline) {
        try (Session session = Session.open(superuser)) {
          return Optional.of(session.target());
        } catch (DatabaseFailure notYet) {
          if (notYet.sqlState().equals(WRONG_PASSWORD)) {
            throw notYet;
          }
          if (notYet.sqlState().equals(STARTING_UP)) {
            // Recovery after a crash takes as long as it takes; the server is at it.
            deadline = System.nanoTime() + START_PATIENCE.toNanos();
            if (!told && recovers.getAsBoolean()) {
              progress.say("the server recovers what an earlier run left unfinished");
              told = true;
            }
          }
        }
        task.advance(1);
        if (Thread.currentThread().isInterrupted()) {
          throw new Failure("interrupted while the server was starting");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether a server answers, and still does a moment later: between the crash of a session's
   * process and the end of all it may answer once more.
   */
  public static boolean isSteady(ConnectionTarget superuser) {
    if (!answers(superuser)) {
      return false;
    }
    LockSupport.parkNanos(SECOND_LOOK.toNanos());
    return answers(superuser);
  }

  private static boolean answers(ConnectionTarget superuser) {
    try {
      Session.open(superuser).close();
      return true;
    } catch (DatabaseFailure refused) {
      return false;
    }
  }
}
