package dev.pgassay.postgres.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.docker.ImageFailure;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/**
 * A container of ours, or the local installation if an engine answers but the reference image can
 * be neither found nor built, as on a machine that reaches no registry.
 */
final class DockerElseLocal implements DatabaseSource {
  private final DatabaseSource docker;
  private final DatabaseSource local;

  DockerElseLocal(DatabaseSource docker, DatabaseSource local) {
    this.docker = docker;
    this.local = local;
  }

  @Override
  public SourceKind kind() {
    return docker.kind();
  }

  @Override
  public Optional<String> whyNot() {
    return docker.whyNot();
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    try {
      return docker.start(options, progress);
    } catch (ImageFailure e) {
      if (options.container().image().isPresent()) {
        throw e;
      }
      Optional<String> noLocal = local.whyNot();
      if (noLocal.isPresent()) {
        throw new Failure(e.getMessage() + "; " + noLocal.get(), e);
      }
      progress.warn(e.getMessage() + "; using the local PostgreSQL instead");
      return local.start(options, progress);
    }
  }
}
