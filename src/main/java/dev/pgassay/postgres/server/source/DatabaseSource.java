package dev.pgassay.postgres.server.source;

import dev.pgassay.progress.Progress;
import java.util.Optional;

/** A source of servers. */
public interface DatabaseSource {
  /**
   * Says which kind of source this is.
   *
   * @return the kind
   */
  SourceKind kind();

  /**
   * Probes whether this source can provide a server, without starting or changing anything.
   *
   * @return the reason why not, in one line with the next step; empty if it can
   */
  Optional<String> whyNot();

  /**
   * Starts or reaches the server.
   *
   * @param options the user's options for it
   * @param progress told about long steps
   * @return the server, the caller's to close
   * @throws dev.pgassay.failure.Failure if it does not come up; nothing of it is left running
   */
  RunningServer start(ServerOptions options, Progress progress);
}
