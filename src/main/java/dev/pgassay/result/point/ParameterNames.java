package dev.pgassay.result.point;

/**
 * Names of the few parameters that have a meaning outside their benchmark. All others are compared
 * and printed, but never interpreted.
 */
public final class ParameterNames {
  /** Number of concurrent clients, a whole number. */
  public static final String CLIENTS = "clients";

  /** State of the server's caches: {@code warm} or {@code cold}. */
  public static final String STATE = "state";

  /** Requests per second that an open loop offers, a number. */
  public static final String RATE = "rate";

  private ParameterNames() {}
}
