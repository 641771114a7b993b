package dev.pgassay.postgres.index;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The most that an index build may use on a server. Immutable.
 *
 * @param memoryKilobytes memory of a whole build, parallel workers included, 1024 to 2147483647
 * @param parallelWorkers processes besides the leader that a build may request, 0 to 64
 * @param sharedMemoryKilobytes the shared memory of the server's processes if it is known to be
 *     limited, as in a container: a parallel build of a graph reserves all of its memory there
 */
public record BuildLimits(
    long memoryKilobytes, int parallelWorkers, OptionalLong sharedMemoryKilobytes) {
  /** PostgreSQL gives a build no worker unless each process has this much. */
  private static final long KILOBYTES_PER_PROCESS = 32_768;

  /** Checks the ranges. */
  public BuildLimits {
    new BuildSettings(memoryKilobytes, parallelWorkers);
    Objects.requireNonNull(sharedMemoryKilobytes, "sharedMemoryKilobytes");
  }

  /**
   * Limits a build on a server with enough shared memory for any build.
   *
   * @param memoryKilobytes memory of a whole build, parallel workers included, in kB
   * @param parallelWorkers processes besides the leader that a build may request, 0 to 64
   */
  public BuildLimits(long memoryKilobytes, int parallelWorkers) {
    this(memoryKilobytes, parallelWorkers, OptionalLong.empty());
  }

  /**
   * Gives a build what it needs within the limits. A parallel build of a graph reserves all of its
   * memory at its start. If shared memory has no room for that, the build gets no worker and holds
   * its graph in private memory.
   *
   * @param neededBytes memory that the build can use
   * @return the settings of its session
   */
  public BuildSettings fitting(long neededBytes) {
    long memory = memory(neededBytes, parallelWorkers);
    return sharedMemoryKilobytes.orElse(Long.MAX_VALUE) < memory + memory / 8
        ? new BuildSettings(memory(neededBytes, 0), 0)
        : new BuildSettings(memory, parallelWorkers);
  }

  /**
   * Gives a build all that it may have: one that takes memory as it goes, see {@link BuildKind},
   * leaves the rest alone.
   *
   * @return the settings of its session
   */
  public BuildSettings all() {
    return new BuildSettings(memoryKilobytes, parallelWorkers);
  }

  private long memory(long neededBytes, int workers) {
    long wanted = Math.max(KILOBYTES_PER_PROCESS * (workers + 1), neededBytes / 1024 + 1);
    return Math.min(memoryKilobytes, wanted);
  }
}
