package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Holds a cluster for this process. The system lets go of it when the process is gone, however it
 * went, so that a lock which can be acquired proves that its last holder is dead.
 *
 * <p>POSIX ties such a lock to the process and drops it as soon as the process closes any channel
 * on the file. So the file is opened for nothing else: the holder's number is in another one, and a
 * second holder in this very process is recognised by that number before the lock is tried.
 */
public final class ClusterLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path holderFile;

  private ClusterLock(FileChannel channel, Path holderFile) {
    this.channel = channel;
    this.holderFile = holderFile;
  }

  /**
   * Takes the lock.
   *
   * @throws Failure that names the process which holds it
   */
  public static ClusterLock take(ClusterFolder cluster) {
    return tryTake(cluster)
        .orElseThrow(
            () ->
                new Failure(
                    "cluster "
                        + cluster.folder()
                        + " is in use by process "
                        + holder(cluster)
                        + "; wait for it to end, or set PGASSAY_HOME to another folder"));
  }

  /** Takes the lock, or returns nothing when another holds it. */
  public static synchronized Optional<ClusterLock> tryTake(ClusterFolder cluster) {
    if (read(cluster.holder()).equals(ourselves())) {
      return Optional.empty();
    }
    try {
      FileChannel channel = open(cluster.lock());
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      Files.writeString(cluster.holder(), ourselves());
      return Optional.of(new ClusterLock(channel, cluster.holder()));
    } catch (IOException e) {
      throw new Failure(
          "cannot lock " + cluster.lock() + "; set PGASSAY_HOME to a folder that can be written",
          e);
    }
  }

  /** Returns the number of the process that last held the lock. */
  public static String holder(ClusterFolder cluster) {
    String line = read(cluster.holder());
    int space = line.indexOf(' ');
    return space < 0 ? "unknown" : line.substring(0, space);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile);
      channel.close();
    } catch (IOException e) {
      throw new Failure("cannot unlock the cluster of " + holderFile, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static String read(Path file) {
    try {
      return InputLimit.SETTINGS.text(file).strip();
    } catch (IOException notHeld) {
      return "";
    }
  }

  /** The start time tells us from a dead process whose number we were given. */
  private static String ourselves() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().map(Object::toString).orElse("-");
  }
}
