package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;

/** A file that an older or newer pgassay wrote in a format that this one does not read. */
public final class OtherFormat extends Failure {
  private static final long serialVersionUID = 1L;

  OtherFormat(String message) {
    super(message);
  }
}
