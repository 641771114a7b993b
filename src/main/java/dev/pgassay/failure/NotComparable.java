package dev.pgassay.failure;

/**
 * Nothing that was asked for could be judged, because what was to be compared is not comparable.
 * The command line exits 4.
 */
public final class NotComparable extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names both sides, in what they differ, and the next step
   */
  public NotComparable(String message) {
    super(message);
  }

  /**
   * @param message one line that names both sides, in what they differ, and the next step
   * @param cause what led to it
   */
  public NotComparable(String message, Throwable cause) {
    super(message, cause);
  }
}
