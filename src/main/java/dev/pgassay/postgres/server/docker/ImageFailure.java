package dev.pgassay.postgres.server.docker;

import dev.pgassay.failure.Failure;

/** The engine answers, but the image that a server needs can be neither pulled nor built. */
public final class ImageFailure extends Failure {
  private static final long serialVersionUID = 1L;

  ImageFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
