package dev.pgassay.postgres.server.process;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server of ours from its start to its end, wherever its processes live. Not thread-safe, but for
 * {@link #diagnosis()}.
 */
public interface ServerProcess extends AutoCloseable {
  /** The address that only programs on this machine reach. */
  String LOOPBACK = "127.0.0.1";

  /** A database that every server has. */
  String MAINTENANCE_DATABASE = "postgres";

  /** Returns the folder of its files on this machine. */
  ClusterFolder cluster();

  /** Returns the image of its container, if it is in one. */
  Optional<ServerInfo.Image> image();

  /** Returns the limits of its container; empty if it has none. */
  Optional<ServerInfo.Limits> limits();

  /** Returns the receiver of progress messages. */
  Progress progress();

  /**
   * Starts the server and waits until it answers.
   *
   * @return how its superuser enters
   * @throws dev.pgassay.failure.Failure in the words of the server's log when it does not come up
   */
  ConnectionTarget start();

  /**
   * Stops the server and starts it again on the same port, with nothing in its buffers.
   *
   * @param forgottenDatabase {@code pg_database.oid} of a database whose files the system is to
   *     drop from its cache, if possible
   * @return the actions, in order
   * @throws dev.pgassay.failure.Failure if it does not come back
   */
  List<String> restart(OptionalLong forgottenDatabase);

  /**
   * Says why the server is gone; empty as long as it answers, or after it was stopped by us. A
   * server that has just lost its main process is given a moment to be seen dead.
   */
  Optional<String> diagnosis();

  /** Stops the server and waits until nothing of it runs. */
  @Override
  void close();
}
