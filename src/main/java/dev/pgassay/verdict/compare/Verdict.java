package dev.pgassay.verdict.compare;

/** The verdicts of a comparison on one thing, from those that stop a merge to those that do not. */
public enum Verdict {
  /** Surely worse by more than is tolerated. */
  REGRESSED,
  /** The base has it, and the other side does not. */
  MISSING,
  /** The other side could not be measured, and the server has not said why; never passed. */
  NOT_MEASURED,
  /** Too noisy to say; never counted as passed. */
  UNSTABLE,
  /** The conditions of the two sides do not allow a comparison of this aspect. */
  NOT_COMPARABLE,
  /** Better by more than is tolerated. */
  IMPROVED,
  /** No difference was detected; for latency the finding states the smallest detectable change. */
  OK;

  /** Tells whether a merge must stop, because of a regression or because something is gone. */
  public boolean fails() {
    return this == REGRESSED || this == MISSING;
  }

  /** Tells whether something was judged at all. */
  public boolean judged() {
    return this != NOT_MEASURED && this != UNSTABLE && this != NOT_COMPARABLE;
  }
}
