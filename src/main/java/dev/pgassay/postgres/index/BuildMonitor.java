package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Watches the progress and the workers of a build from a second session, which is opened only when
 * the build takes long. It leaves out anything it cannot see, for example for lack of rights. Not
 * thread-safe.
 */
public final class BuildMonitor implements AutoCloseable {
  private static final String SAMPLE =
      """
      SELECT p.blocks_done, p.blocks_total,
        (SELECT count(*) FROM pg_stat_activity AS w WHERE w.leader_pid = p.pid),
        p.tuples_done, p.tuples_total, p.phase
      FROM pg_stat_progress_create_index AS p
      WHERE p.pid = ?
      """;

  private final ConnectionTarget target;
  private final int builderPid;
  private final String taskName;
  private final List<BuildPhase> phases;
  private final Progress progress;
  private Optional<Connection> connection = Optional.empty();
  private Progress.Task task = Progress.Task.NONE;
  private String shown = "";
  private boolean blind;
  private long done;
  private int mostWorkers = -1;

  /**
   * Watches a build and shows only the pages read.
   *
   * @param target the server to watch, and the role for that
   * @param builderPid the process of the session that builds
   * @param taskName names the build for the user
   * @param progress shows how far it is
   */
  public BuildMonitor(ConnectionTarget target, int builderPid, String taskName, Progress progress) {
    this(target, builderPid, taskName, List.of(), progress);
  }

  /**
   * @param target the server to watch, and the role for that
   * @param builderPid the process of the session that builds
   * @param taskName names the build for the user
   * @param phases of the build, each of which is shown by itself; none to show only the pages read
   * @param progress shows how far it is
   */
  BuildMonitor(
      ConnectionTarget target,
      int builderPid,
      String taskName,
      List<BuildPhase> phases,
      Progress progress) {
    this.target = target;
    this.builderPid = builderPid;
    this.taskName = taskName;
    this.phases = List.copyOf(phases);
    this.progress = progress;
  }

  /** Looks once and shows the progress. */
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
   * @return empty if no build was seen, because each was too short or its progress is hidden
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
          show(row);
          mostWorkers = Math.max(mostWorkers, row.getInt(3));
        }
      }
    }
  }

  private void show(ResultSet row) throws SQLException {
    if (phases.isEmpty()) {
      show(taskName, row.getLong(1), row.getLong(2), "pages");
      return;
    }
    String reported = String.valueOf(row.getString(6));
    for (int i = 0; i < phases.size(); i++) {
      if (phases.get(i).isReported(reported)) {
        String name =
            "%s, %s (%d of %d)".formatted(taskName, phases.get(i).name(), i + 1, phases.size());
        switch (phases.get(i).counted()) {
          case PAGES -> show(name, row.getLong(1), row.getLong(2), "pages");
          case ROWS -> show(name, row.getLong(4), row.getLong(5), "rows");
          case NOTHING -> {}
        }
      }
    }
  }

  private void show(String name, long counted, long total, String unit) {
    if (!shown.equals(name) && total > 0) {
      task.close();
      task = progress.start(name, total, unit);
      shown = name;
      done = 0;
    }
    // The count starts anew with each phase of a B-tree's build.
    task.advance(Math.max(0, counted - done));
    done = Math.max(counted, done);
  }

  private static void closeQuietly(Connection open) {
    try {
      open.close();
    } catch (SQLException ignored) {
      // A lost connection has nothing left to close.
    }
  }
}
