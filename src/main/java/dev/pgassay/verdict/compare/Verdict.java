package dev.pgassay.verdict.compare;

/** What a comparison says about one thing, from what stops a merge to what does not. */
public enum Verdict {
  /** Worse by more than is tolerated, and seen surely. */
  REGRESSED,
  /** The base has it, and the other side does not. */
  MISSING,
  /** The other side could not be measured, and the server has not said why; never passed. */
  NOT_MEASURED,
  /** Too noisy to say; never counted as passed. */
  UNSTABLE,
  /** The two sides were not had under conditions that can be compared in this. */
  NOT_COMPARABLE,
  /** Better by more than is tolerated. */
  IMPROVED,
  /** No difference was detected; for latency it says how small a one would have been. */
  OK;

  /**
   * Tells whether a merge must stop.
   *
   * @return whether it is a regression or something is gone
   */
  public boolean fails() {
    return this == REGRESSED || this == MISSING;
  }

  /**
   * Tells whether something was judged at all.
   *
   * @return whether it says more than that nothing can be said
   */
  public boolean judged() {
    return this != NOT_MEASURED && this != UNSTABLE && this != NOT_COMPARABLE;
  }
}
