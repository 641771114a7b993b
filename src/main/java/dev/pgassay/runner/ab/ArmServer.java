package dev.pgassay.runner.ab;

import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerOptions;
import java.util.Objects;

/**
 * A server that one arm of a comparison has for itself, because the arms differ in something that a
 * server cannot have both ways at once. It is loaded like the other one. Immutable.
 *
 * @param source where it comes from
 * @param options its options
 * @param display how it differs, such as {@code shared_buffers=64MB}
 */
public record ArmServer(DatabaseSource source, ServerOptions options, String display) {
  /** Names the cluster next to that of the other arm. */
  public static final String INSTANCE = "arm";

  public ArmServer {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(display, "display");
  }
}
