package dev.pgassay.postgres.index;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the record of a build in the transaction of the build, so that neither is without the
 * other.
 */
@FunctionalInterface
public interface BuildRecorder {
  /** Keeps nothing. */
  BuildRecorder NONE = (connection, build) -> {};

  /**
   * Writes the record; the builder commits it together with the index.
   *
   * @param connection the connection of the build, in its transaction
   * @param build the finished build
   * @throws SQLException as the driver threw it: the build is rolled back
   */
  void record(Connection connection, IndexBuild build) throws SQLException;
}
