package dev.pgassay.failure;

/**
 * Reports a command, option, file or value of the user that is not valid. Nothing was started or
 * changed. The command line exits 2.
 */
public final class InvalidInput extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the option or the file with its line, the value, and the
   *     allowed values
   */
  public InvalidInput(String message) {
    super(message);
  }

  /**
   * @param message one line that names the option or the file with its line, the value, and the
   *     allowed values
   * @param cause chained, never pasted into the message
   */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }
}
