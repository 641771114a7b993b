package dev.pgassay.postgres.server.process;

/**
 * Does work that must be done even by a thread that was told to end, such as stopping the server
 * after Ctrl-C. An interrupt makes waits and file channels fail, so it is put off until after the
 * work.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  public static void run(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
