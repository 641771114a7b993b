package dev.pgassay.server;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/**
 * A server of ours from its start to its end, wherever its processes live. Not thread-safe, but for
 * {@link #diagnosis()}.
 */
sealed interface ServerProcess extends AutoCloseable permits LocalProcess, ContainerProcess {
  /** Returns where its files are kept on this machine. */
  ClusterFolder cluster();

  /** Returns whom to tell what is going on. */
  Progress progress();

  /**
   * Starts the server and waits until it answers.
   *
   * @return how its superuser enters
   * @throws dev.pgassay.failure.Failure in the words of the server's log when it does not come up
   */
  ConnectionTarget start();

  /**
   * Says why the server is gone; empty as long as it answers, or after it was stopped by us. A
   * server that has just lost its main process is given a moment to be seen dead.
   */
  Optional<String> diagnosis();

  /** Stops the server and waits until nothing of it runs. */
  @Override
  void close();
}
