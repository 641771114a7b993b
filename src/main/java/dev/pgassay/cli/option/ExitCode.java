package dev.pgassay.cli.option;

/** The exit codes of the program, as DESIGN and the README document them. */
public final class ExitCode {
  /** All requested work was done. */
  public static final int OK = 0;

  /** Something failed, or a point of a run is invalid, failed or missing. */
  public static final int FAILURE = 1;

  /** The command line, a file or a value cannot be used; nothing was done. */
  public static final int USAGE = 2;

  /** Something is worse than it was, by more than the policy tolerates. */
  public static final int REGRESSION = 3;

  /** Nothing requested could be compared, or it was too unstable to judge. */
  public static final int NOT_COMPARABLE = 4;

  private ExitCode() {}
}
