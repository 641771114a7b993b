package dev.pgassay.runner.plan;

import dev.pgassay.result.run.RunId;

/** Whether a run goes on with one that was not finished, and with which. */
public sealed interface Resumption {
  /** A new run. */
  record None() implements Resumption {}

  /** The latest unfinished run of the same plan; a new one where there is none. */
  record Latest() implements Resumption {}

  /**
   * A run that the user names.
   *
   * @param id its name
   */
  record Named(RunId id) implements Resumption {}
}
