package dev.pgassay.data.load;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.DatabaseFailure;

/** Adds the next step to failures of the server that end a load but leave it resumable. */
final class LoadFailure {
  static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final String DISK_FULL = "53100";
  private static final String RESUME =
      "then run the same command again: what was committed is kept";

  private LoadFailure() {}

  static Failure explain(DatabaseFailure failure) {
    String state = failure.sqlState();
    if (state.equals(DISK_FULL)) {
      return followedBy(failure, remedyOfFullDisk(failure));
    }
    // Class 08 is the connection; 57P01 to 57P03 are a server that shuts down, crashed or starts.
    if (state.startsWith("08") || state.startsWith("57P0")) {
      return followedBy(failure, "see that the server runs, " + RESUME);
    }
    return failure;
  }

  /** A parallel build reserves its memory as shared memory, which reports the same SQLSTATE. */
  private static String remedyOfFullDisk(DatabaseFailure failure) {
    return failure.getMessage().contains("shared memory")
        ? "give the server more shared memory (--shm-size of a container) or the build no worker"
            + " (--set max_parallel_maintenance_workers=0), "
            + RESUME
        : "make room on the server's disk, " + RESUME;
  }

  private static Failure followedBy(DatabaseFailure failure, String remedy) {
    return new Failure(failure.getMessage() + "; " + remedy, failure);
  }
}
