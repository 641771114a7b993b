package dev.pgassay.failure;

/**
 * A command, option, file or value that the user gave and that cannot be used as it stands. Nothing
 * was started or changed. The command line exits 2.
 */
public final class InvalidInput extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the option or the file with its line, the value, and what is
   *     allowed
   */
  public InvalidInput(String message) {
    super(message);
  }

  /**
   * @param message one line that names the option or the file with its line, the value, and what is
   *     allowed
   * @param cause what led to it
   */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }
}
