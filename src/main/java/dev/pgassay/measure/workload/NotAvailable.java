package dev.pgassay.measure.workload;

import dev.pgassay.failure.Failure;

/**
 * A benchmark cannot be had on this server, such as one of graphs where there is no AGE. Its points
 * are recorded as not available with the reason; the run goes on and is none the worse.
 */
public final class NotAvailable extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is missing and how to get it, in one line
   */
  public NotAvailable(String reason) {
    super(reason);
  }
}
