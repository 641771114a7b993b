package dev.pgassay.result.point;

/**
 * The names of the few parameters that have a meaning beyond their benchmark. All others are
 * compared and printed, never interpreted.
 */
public final class ParameterNames {
  /** How many clients work at once; a whole number. */
  public static final String CLIENTS = "clients";

  /** In which state the server's caches were: {@code warm} or {@code cold}. */
  public static final String STATE = "state";

  /** How many requests a second an open loop offered; a number. */
  public static final String RATE = "rate";

  private ParameterNames() {}
}
