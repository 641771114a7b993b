package dev.pgassay.runner.point;

import dev.pgassay.postgres.jdbc.Workspace;

/**
 * Measures the points of a run. Each kind of run has its own: closed loops, open loops, a mix,
 * comparisons.
 */
public interface Measurement {
  /**
   * Tries the user's options on the server before data are loaded, which may take hours.
   *
   * @param workspace in which nothing is loaded yet
   * @throws dev.pgassay.failure.InvalidInput if the server does not accept it
   * @throws InterruptedException if the run is ended
   */
  default void tryOut(Workspace workspace) throws InterruptedException {}

  /**
   * Measures all points that are not yet recorded, and records each before the next is measured.
   *
   * @param run whose server is up and whose data are loaded
   * @throws InterruptedException if the run is ended
   */
  void measure(ReadyRun run) throws InterruptedException;
}
