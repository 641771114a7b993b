package dev.pgassay.measure.workload;

import dev.pgassay.failure.Failure;

/**
 * Reports that a statement of the user's cannot be executed, or not as its file says. Its points
 * are recorded as invalid with the reason, and the other statements are measured.
 */
public final class NotExecutable extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason names the file and the line, and what is wrong there
   * @param cause chained, never pasted into the message
   */
  public NotExecutable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
