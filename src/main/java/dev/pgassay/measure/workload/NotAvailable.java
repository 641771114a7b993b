package dev.pgassay.measure.workload;

import dev.pgassay.failure.Failure;

/**
 * Reports that a benchmark is not available on this server, for example one of graphs on a server
 * without AGE. Its points are recorded as not available with the reason. The run continues, and may
 * still be complete.
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
