package dev.pgassay.runner.plan;

import dev.pgassay.result.run.RunId;

/** Whether a run resumes an unfinished one, and which. */
public sealed interface Resumption {
  /** A new run. */
  record None() implements Resumption {}

  /** The latest unfinished run of the same plan; a new one if there is none. */
  record Latest() implements Resumption {}

  /**
   * The run that the user names.
   *
   * @param id its name
   */
  record Named(RunId id) implements Resumption {}
}
