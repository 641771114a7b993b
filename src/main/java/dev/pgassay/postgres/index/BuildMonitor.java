package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Watches a build from a second session that is opened only when the build takes long: how far it
 * is and how many workers it has. What cannot be seen, for want of rights say, is left out. Not
 * thread-safe.
 */
public final class BuildMonitor implements AutoCloseable {
  private static final String SAMPLE =
      """
      SELECT p.blocks_done, p.blocks_total,
        (SELECT count(*) FROM pg_stat_activity AS w WHERE w.leader_pid = p.pid)
      FROM pg_stat_progress_create_index AS p
      WHERE p.pid = ?
      """;

  private final ConnectionTarget target;
  private final int builderPid;
  private final String taskName;
  private final Progress progress;
  private Optional<Connection> connection = Optional.empty();
  private Progress.Task task = Progress.Task.NONE;
  private boolean shown;
  private boolean blind;
  private long donePages;
  private int mostWorkers = -1;

  /**
   * @param target as whom to watch, and where
   * @param builderPid the process of the session that builds
   * @param taskName names the build for the user
   * @param progress shows how far it is
   */
  public BuildMonitor(ConnectionTarget target, int builderPid, String taskName, Progress progress) {
    this.target = target;
    this.builderPid = builderPid;
    this.taskName = taskName;
    this.progress = progress;
  }

  /** Looks once, and shows what is seen. */
  public void look() {
    if (blind) {
      return;
    }
    try {
      sample();
    } catch (SQLException | DatabaseFailure e) {
      // Watching is a courtesy: the build itself reports what is wrong with the server.
      blind = true;
    }
  }

  /**
   * Returns the most workers seen at once.
   *
   * @return empty where no build was seen, because each was too short or its progress is hidden
   */
  public OptionalInt mostWorkers() {
    return mostWorkers < 0 ? OptionalInt.empty() : OptionalInt.of(mostWorkers);
  }

  @Override
  public void close() {
    task.close();
    connection.ifPresent(BuildMonitor::closeQuietly);
  }

  private void sample() throws SQLException {
    if (connection.isEmpty()) {
      // A session sees the progress of its own login role, not that of a role it assumes.
      connection = Optional.of(Connections.open(target.withoutAssumedRole()));
    }
    try (PreparedStatement statement = connection.get().prepareStatement(SAMPLE)) {
      statement.setInt(1, builderPid);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          show(row.getLong(1), row.getLong(2));
          mostWorkers = Math.max(mostWorkers, row.getInt(3));
        }
      }
    }
  }

  private void show(long done, long total) {
    if (!shown && total > 0) {
      task = progress.start(taskName, total, "pages");
      shown = true;
    }
    // The count starts anew with each phase of a B-tree's build.
    task.advance(Math.max(0, done - donePages));
    donePages = Math.max(done, donePages);
  }

  private static void closeQuietly(Connection open) {
    try {
      open.close();
    } catch (SQLException ignored) {
      // A lost connection has nothing left to close.
    }
  }
}
