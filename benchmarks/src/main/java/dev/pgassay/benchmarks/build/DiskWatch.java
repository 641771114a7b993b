package dev.pgassay.benchmarks.build;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches how much the files of a database grow, over a connection of its own. No catalogue shows
 * an index before its build is committed, but its files can be seen. A peak between two samples is
 * missed. Nothing else may write to the database in that time. Not thread-safe.
 */
final class DiskWatch implements AutoCloseable {
  /** Each sample reads the sizes of some hundred files, which takes the server a millisecond. */
  private static final long LOOK_MILLIS = 200;

  private static final String DATABASE = "SELECT pg_database_size(current_database())";

  private static final String MAY_SEE_TEMPORARY_FILES =
      """
      SELECT has_function_privilege('pg_ls_dir(text, boolean, boolean)', 'EXECUTE')
        AND has_function_privilege('pg_stat_file(text, boolean)', 'EXECUTE')
      """;

  /**
   * Adds the temporary files of the default tablespace: those of one process, and those that
   * parallel workers share, which are in folders of their own.
   */
  private static final String WITH_TEMPORARY_FILES =
      """
      SELECT pg_database_size(current_database()) + coalesce(sum(file.size), 0)
      FROM (
        SELECT 'base/pgsql_tmp' AS path
        UNION ALL
        SELECT 'base/pgsql_tmp/' || shared
        FROM pg_ls_dir('base/pgsql_tmp', true, false) AS shared
        WHERE shared LIKE '%.fileset'
      ) AS folder
      CROSS JOIN LATERAL pg_ls_dir(folder.path, true, false) AS name
      CROSS JOIN LATERAL pg_stat_file(folder.path || '/' || name, true) AS file
      WHERE NOT file.isdir
      """;

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(DiskWatch::thread);
  private final Session session;
  private final String bytesSql;
  private boolean building;
  private long beforeBytes;
  private long mostBytes;

  /**
   * @param target the database that grows
   */
  DiskWatch(ConnectionTarget target) {
    // The login role may see files that the owner of the tables may not see.
    this.session = Session.open(target.withoutAssumedRole());
    this.bytesSql =
        session.holds("cannot tell what may be seen", MAY_SEE_TEMPORARY_FILES)
            ? WITH_TEMPORARY_FILES
            : DATABASE;
    looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  synchronized void begin() {
    beforeBytes = bytes();
    mostBytes = beforeBytes;
    building = true;
  }

  /** Takes a last sample and returns the largest growth of all samples, in bytes. */
  synchronized long end() {
    building = false;
    mostBytes = Math.max(mostBytes, bytes());
    return mostBytes - beforeBytes;
  }

  synchronized void abandon() {
    building = false;
  }

  @Override
  public void close() {
    looks.execute(session::close);
    looks.shutdown();
  }

  private synchronized void look() {
    if (building) {
      try {
        mostBytes = Math.max(mostBytes, bytes());
      } catch (DatabaseFailure ignored) {
        // The last sample fails as well, and reports it.
      }
    }
  }

  private long bytes() {
    return session
        .text("cannot read the size of the database", bytesSql)
        .map(Long::parseLong)
        .orElseThrow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "pgassay-disk");
    thread.setDaemon(true);
    return thread;
  }
}
