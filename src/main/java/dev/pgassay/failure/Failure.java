package dev.pgassay.failure;

/**
 * Reports a failure on which the user must act, in one line: what failed, the value, the next step.
 * The command line prints the message alone and exits 1. It shows the cause only with {@code
 * --verbose}.
 */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line without a full stop, naming what failed, the value and the next step;
   *     never a secret
   */
  public Failure(String message) {
    super(message);
  }

  /**
   * @param message one line without a full stop, naming what failed, the value and the next step;
   *     never a secret
   * @param cause chained, never pasted into the message
   */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
