package dev.pgassay.postgres.server.process;

import java.nio.file.Path;
import java.util.List;

/**
 * Has the operating system forget what it holds of files, without touching those of anybody else.
 * What a disk or a hypervisor below keeps is out of reach.
 *
 * @see <a href="https://www.gnu.org/software/coreutils/manual/html_node/dd-invocation.html">dd,
 *     iflag=nocache: posix_fadvise with POSIX_FADV_DONTNEED</a>
 */
public final class FileCache {
  /** What is recorded where the server's files are not within reach. */
  public static final String LEFT_ALONE = "the system's cache left alone";

  private FileCache() {}

  /**
   * Forgets all files of a folder, none of which anybody writes to.
   *
   * @param user who may read them
   * @return what was done or why it was not, for the record
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
