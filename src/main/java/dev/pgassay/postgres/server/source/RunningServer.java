package dev.pgassay.postgres.server.source;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * A server that answers. One that we started stops when this is closed, and within ten seconds when
 * this process is gone, however it went. Thread-safe.
 */
public interface RunningServer extends AutoCloseable {
  /**
   * Returns the known facts about the server.
   *
   * @return the facts, gathered when it was started or first reached
   */
  ServerInfo info();

  /**
   * Makes a workspace ready: creates the missing ones of database, schemas, extensions and roles.
   * Holds it for this process until the server is closed, so that two runs do not mix.
   *
   * @param key names the workspace: lower-case letters, digits and underscores, 1 to 54 of them,
   *     such as {@code quick_1a2b3c4d}
   * @return how to enter it
   * @throws dev.pgassay.failure.Failure if a database or schema of that name exists that pgassay
   *     did not make, if another workspace has the only place that the server gives us, if another
   *     process holds it, or if rights are missing
   */
  Workspace workspace(String key);

  /**
   * Enters the database that the user named, as it is and in sessions that only read: nothing of
   * ours is created in it.
   *
   * @return how to enter it, the same for every role; empty if the server is ours
   */
  default Optional<Workspace> asItStands() {
    return Optional.empty();
  }

  /**
   * Copies the database that the user named, every time in the same way. No session of this process
   * may be in it. The copies are dropped when this server is closed.
   *
   * @param label of the copy: lower-case letters and underscores, at most 20, each once
   * @return how to enter the copy: sessions of the owner may write, all others only read
   * @throws dev.pgassay.failure.Failure if it cannot be made, with the reasons
   * @throws IllegalStateException if the server is ours
   */
  default Workspace copyAsItStands(String label) {
    throw new IllegalStateException("the user named no database");
  }

  /**
   * Tells the most that an index build may use here: the user's settings ({@code
   * maintenance_work_mem}, {@code max_parallel_maintenance_workers}), else the capacity of the
   * server's machine.
   *
   * @param ours the limits on a server of ours
   * @return the limits
   */
  BuildLimits buildLimits(BuildLimits ours);

  /**
   * Lists the workspaces that are on the server.
   *
   * @return those that carry our mark, by key
   */
  List<WorkspaceInfo> workspaces();

  /**
   * Finds out whether a workspace can be dropped, and changes nothing.
   *
   * @param key of the workspace
   * @throws dev.pgassay.failure.Failure as {@link #drop} would
   */
  void tryDrop(String key);

  /**
   * Drops a workspace that has our mark, with all that pgassay has made in it. Nothing is dropped
   * if something else is in it or depends on it.
   *
   * @param key of the workspace
   * @throws dev.pgassay.failure.Failure if there is none, if another process holds it, or if
   *     something that pgassay did not make is in the way, which is named
   */
  void drop(String key);

  /**
   * Copies a workspace that this process holds, with its rows and indexes as they are; a copy of
   * the same name that was left behind is replaced. No session may be in the workspace meanwhile.
   * The copies of a killed process are dropped when its workspace is entered again.
   *
   * @param key of the workspace
   * @param label names the copy: lower-case letters, digits and underscores, 1 to 20 of them
   * @return how to enter the copy; empty if the server gives us one database only
   */
  Optional<Workspace> copy(String key, String label);

  /**
   * Names a copy, which is a workspace like any other and can be copied like one.
   *
   * @param key of the workspace
   * @param label of the copy
   * @return the copy's own key
   */
  default String copyKey(String key, String label) {
    return WorkspaceKey.copy(key, label);
  }

  /**
   * Drops a copy of a workspace.
   *
   * @param key of the workspace
   * @param label of the copy
   */
  void dropCopy(String key, String label);

  /**
   * Says why {@link #makeCold} is not possible here.
   *
   * @return one line with the reason and the next step; empty if it is possible
   */
  Optional<String> whyNeverCold();

  /**
   * Empties the server's buffers of a workspace. A server that we started is restarted, and if it
   * is on this machine, the system is asked to drop the files of the workspace's database from its
   * cache; another is told to evict its buffers. No session may be in the workspace meanwhile.
   *
   * @param workspace that this process holds, or a copy of it
   * @return the actions, in order
   * @throws dev.pgassay.failure.Failure if it is not possible, or the server does not come back
   */
  List<String> makeCold(Workspace workspace);

  /**
   * Empties the server's buffers of workspaces, if that is possible, so that the positions of their
   * pages in the buffers do not depend on earlier work. The time of a page's look-up depends on
   * these positions. A server that we started is restarted; another is told to evict. No session
   * may be in the workspaces meanwhile.
   *
   * @param workspaces that this process holds, and copies of them
   * @return whether it was possible; otherwise nothing was done
   * @throws dev.pgassay.failure.Failure if the server does not come back
   */
  boolean renewBuffers(List<Workspace> workspaces);

  /**
   * Says why the server no longer answers, for a caller whose statement has just failed. Tries to
   * connect, so it may take seconds.
   *
   * @return one line with the reason and, for a server of ours, the path of its log; empty as long
   *     as the server answers
   */
  Optional<String> diagnosis();

  /** Releases the workspaces; stops a server that we started. A second call does nothing. */
  @Override
  void close();
}
