package dev.pgassay.postgres.server.process;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.AskedBuilds;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The resources for index builds of a server that is not ours. The server itself reads the memory
 * facts of its system, if we may ask it to; otherwise its settings tell its resources.
 *
 * @param memoryKilobytes of its machine, or of the container that it is in; empty if we may not
 *     know
 * @param sharedMemoryKilobytes that its processes can share, if that is limited and we may know
 * @param settingKilobytes its {@code maintenance_work_mem}
 * @param bufferKilobytes its {@code shared_buffers}
 * @param workers its {@code max_parallel_maintenance_workers}
 */
public record ServerMachine(
    OptionalLong memoryKilobytes,
    OptionalLong sharedMemoryKilobytes,
    long settingKilobytes,
    long bufferKilobytes,
    int workers) {
  private static final String MEMORY = "/proc/meminfo";
  private static final String MOUNTS = "/proc/self/mounts";

  /** Limits of a control group, version 2 and 1, as a container sees its own. */
  private static final List<String> LIMITS =
      List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes");

  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
  private static final Pattern SHARED =
      Pattern.compile("(?m)^\\S+ /dev/shm tmpfs \\S*\\bsize=(\\d+)k\\b");
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,18})\\s*");

  public static ServerMachine read(Session session) {
    boolean allowed = mayReadFiles(session);
    List<Optional<String>> limits =
        allowed ? LIMITS.stream().map(path -> file(session, path)).toList() : List.of();
    return new ServerMachine(
        memory(allowed ? file(session, MEMORY) : Optional.empty(), limits),
        sharedMemory(allowed && sharesFiles(session) ? file(session, MOUNTS) : Optional.empty()),
        AskedBuilds.kilobytes(session, AskedBuilds.MEMORY),
        AskedBuilds.kilobytes(session, "shared_buffers"),
        AskedBuilds.workers(session));
  }

  /**
   * Returns a third of the memory, as on a machine of ours. If the memory is unknown, the limit is
   * the server's own setting, or its buffers if these are larger: an administrator who gave it
   * buffers of a quarter of the memory, as is usual, has as much again.
   */
  public BuildLimits buildLimits() {
    long most =
        memoryKilobytes.isPresent()
            ? ServerEnvironment.buildMemoryBytes(memoryKilobytes.getAsLong() * 1024) / 1024
            : bufferKilobytes;
    return new BuildLimits(
        Math.min(Integer.MAX_VALUE, Math.max(settingKilobytes, most)),
        workers,
        sharedMemoryKilobytes);
  }

  /**
   * Finds the memory in the facts of the system.
   *
   * @param information content of {@code /proc/meminfo}
   * @param limits of control groups, in bytes; {@code max} if there is none
   * @return kB, the least of them
   */
  static OptionalLong memory(Optional<String> information, List<Optional<String>> limits) {
    LongStream total =
        information.map(TOTAL::matcher).filter(Matcher::find).stream()
            .mapToLong(found -> Long.parseLong(found.group(1)));
    LongStream limited =
        limits.stream()
            .flatMap(Optional::stream)
            .map(NUMBER::matcher)
            .filter(Matcher::matches)
            .mapToLong(found -> Long.parseLong(found.group(1)) / 1024);
    return LongStream.concat(total, limited).min();
  }

  /**
   * Finds the amount of memory that the processes can share.
   *
   * @param mounts content of {@code /proc/self/mounts}
   * @return kB; empty if no limit is said, which is half of the memory
   */
  static OptionalLong sharedMemory(Optional<String> mounts) {
    return mounts.map(SHARED::matcher).filter(Matcher::find).stream()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst();
  }

  private static boolean sharesFiles(Session session) {
    return session
        .text(
            "cannot read how memory is shared",
            "SELECT current_setting('dynamic_shared_memory_type')")
        .filter("posix"::equals)
        .isPresent();
  }

  /** Asked first, so that we leave no error in the log of a server that forbids it. */
  private static boolean mayReadFiles(Session session) {
    return session.holds(
        "cannot ask for the right to read files",
        """
        SELECT pg_has_role('pg_read_server_files', 'USAGE')
          AND has_function_privilege('pg_catalog.pg_read_file(text, bigint, bigint, boolean)', 'EXECUTE')\
        """);
  }

  /** A file that is not there has no content; a system without such files has none of them. */
  private static Optional<String> file(Session session, String path) {
    try {
      return session.text("cannot read " + path, "SELECT pg_read_file(?, 0, 1000000, true)", path);
    } catch (DatabaseFailure unreadable) {
      return Optional.empty();
    }
  }
}
