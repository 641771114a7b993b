package dev.pgassay.postgres.server.process;

import java.nio.file.Path;
import java.util.List;

/**
 * Drops files from the page cache of the operating system, without touching the files of anybody
 * else. The caches of a disk or a hypervisor below are out of reach.
 *
 * @see <a href="https://www.gnu.org/software/coreutils/manual/html_node/dd-invocation.html">dd,
 *     iflag=nocache: posix_fadvise with POSIX_FADV_DONTNEED</a>
 */
public final class FileCache {
  /** The recorded action if the server's files are out of reach. */
  public static final String LEFT_ALONE = "the system's cache left alone";

  private FileCache() {}

  /**
   * Drops all files of a folder from the cache. Nobody may be writing to them.
   *
   * @param user a user who may read them
   * @return the action, or the reason why there was none, for the record
   */
  public static String forget(ServerUser user, Path folder) {
    List<String> words =
        List.of(
            "find",
            folder.toString(),
            "-type",
            "f",
            "-exec",
            "dd",
            "if={}",
            "iflag=nocache",
            "count=0",
            "status=none",
            ";");
    Command.Outcome outcome = Command.run(user.command(words));
    // find succeeds whatever its commands do, but then they have said something.
    return outcome.succeeded() && outcome.output().isEmpty()
        ? "files dropped from the system's cache"
        : "files left in the system's cache, which dd cannot drop here";
  }
}
