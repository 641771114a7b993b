package dev.pgassay.runner.forks;

import dev.pgassay.failure.Failure;
import java.time.Duration;

/** A fork that took longer than its task can take, and was killed. */
public final class OverdueFork extends Failure {
  private static final long serialVersionUID = 1L;

  public OverdueFork(Duration longest) {
    super(
        "a fork did not end within "
            + longest.toSeconds()
            + " s, the longest that it was given, and was ended; see the logs in the run's folder");
  }
}
