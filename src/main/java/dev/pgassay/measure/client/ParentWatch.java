package dev.pgassay.measure.client;

/**
 * Ends a fork when its host has ended, so that a {@code kill -9} of the host leaves no benchmark
 * running against a server.
 */
public final class ParentWatch {
  private static final int EXIT_ORPHANED = 70;

  private ParentWatch() {}

  /**
   * Starts to watch the host. The process is halted without shutdown hooks, because nobody would
   * read its report.
   */
  public static void start() {
    ProcessHandle.current()
        .parent()
        .ifPresentOrElse(
            parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(EXIT_ORPHANED)),
            () -> Runtime.getRuntime().halt(EXIT_ORPHANED));
  }
}
