package dev.pgassay.result.point;

/** Whether the numbers of a point mean what they say. */
public enum Validity {
  /** Every check passed before and after measuring. */
  VALID,
  /** The server lacks what the benchmark needs, such as an extension: nothing is wrong. */
  NOT_AVAILABLE,
  /** It was measured, but a check failed: its latencies are those of a wrong answer or plan. */
  INVALID,
  /** It could not be measured: a statement, a build or a fork failed. */
  FAILED,
  /** It was asked for and not begun. */
  MISSING
}
