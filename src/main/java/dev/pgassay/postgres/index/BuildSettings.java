package dev.pgassay.postgres.index;

/**
 * The resources that an index build may use. Immutable.
 *
 * @param maintenanceWorkMemKilobytes memory of the whole build, parallel workers included, at least
 *     1024; a parallel build of a graph reserves all of it as shared memory at its start
 * @param parallelWorkers processes besides the leader that the build may request, 0 to 64
 */
public record BuildSettings(long maintenanceWorkMemKilobytes, int parallelWorkers) {
  private static final long LEAST_KILOBYTES = 1024;

  /** The most processes besides the leader. */
  public static final int MOST_WORKERS = 64;

  public BuildSettings {
    if (maintenanceWorkMemKilobytes < LEAST_KILOBYTES
        || maintenanceWorkMemKilobytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "maintenance_work_mem must be between 1024 and 2147483647 kB: "
              + maintenanceWorkMemKilobytes);
    }
    if (parallelWorkers < 0 || parallelWorkers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "parallel workers must be between 0 and 64: " + parallelWorkers);
    }
  }
}
