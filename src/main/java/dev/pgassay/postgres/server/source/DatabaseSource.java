package dev.pgassay.postgres.server.source;

import dev.pgassay.progress.Progress;
import java.util.Optional;

/** Where a server can come from. */
public interface DatabaseSource {
  /**
   * Says which kind of source this is.
   *
   * @return the kind
   */
  SourceKind kind();

  /**
   * Probes whether a server can be had from here, without starting or changing anything.
   *
   * @return why not, in one line with the next step; empty where it can
   */
  Optional<String> whyNot();

  /**
   * Starts or reaches the server.
   *
   * @param options what the user asked of it
   * @param progress told of what takes long
   * @return the server, the caller's to close
   * @throws dev.pgassay.failure.Failure when it does not come up; nothing of it is left running
   */
  RunningServer start(ServerOptions options, Progress progress);
}
