package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;

/**
 * Reports a file that another version of pgassay wrote in a format that this version does not read.
 */
public final class OtherFormat extends Failure {
  private static final long serialVersionUID = 1L;

  OtherFormat(String message) {
    super(message);
  }
}
