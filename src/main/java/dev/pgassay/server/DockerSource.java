package dev.pgassay.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/**
 * A container as the server. Not available in this version: it says so when probed, and {@code
 * auto} goes on to the next source.
 */
final class DockerSource implements DatabaseSource {
  @Override
  public SourceKind kind() {
    return SourceKind.DOCKER;
  }

  @Override
  public Optional<String> whyNot() {
    return Optional.of(
        "docker is not available in this version; use --database local or give a URL");
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    throw new Failure(whyNot().orElseThrow());
  }
}
