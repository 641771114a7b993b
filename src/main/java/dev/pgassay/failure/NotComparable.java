package dev.pgassay.failure;

/**
 * Reports that nothing could be judged, because the two sides are not comparable. The command line
 * exits 4.
 */
public final class NotComparable extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names both sides, their difference, and the next step
   */
  public NotComparable(String message) {
    super(message);
  }

  /**
   * @param message one line that names both sides, their difference, and the next step
   * @param cause chained, never pasted into the message
   */
  public NotComparable(String message, Throwable cause) {
    super(message, cause);
  }
}
