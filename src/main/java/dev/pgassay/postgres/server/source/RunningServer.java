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
   * Returns what is known of the server.
   *
   * @return the facts, gathered when it was started or first reached
   */
  ServerInfo info();

  /**
   * Makes a workspace ready: creates what is missing of database, schemas, extensions and roles.
   * Holds it for this process until the server is closed, so that two runs do not mix.
   *
   * @param key names the workspace: lower-case letters, digits and underscores, 1 to 54 of them,
   *     such as {@code quick_1a2b3c4d}
   * @return how to enter it
   * @throws dev.pgassay.failure.Failure when a database or schema of that name is there that
   *     pgassay did not make, when another workspace has the only place that the server gives us,
   *     when another process holds it, or when rights are missing
   */
  Workspace workspace(String key);

  /**
   * Enters the database that the user named, as it stands and in sessions that only read: nothing
   * of ours is created in it.
   *
   * @return how to enter it, the same for every role; empty where the server is ours
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
   * Tells the most that an index build may use here: what the user has set ({@code
   * maintenance_work_mem}, {@code max_parallel_maintenance_workers}), else what the server's
   * machine has room for.
   *
   * @param ours what a build may use on a server of ours
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
   * Drops a workspace that carries our mark, with all that pgassay has made in it. Nothing is
   * dropped where something else is in it or depends on it.
   *
   * @param key of the workspace
   * @throws dev.pgassay.failure.Failure when there is none, when another process holds it, or when
   *     something that pgassay did not make is in the way, which is named
   */
  void drop(String key);

  /**
   * Copies a workspace that this process holds, with its rows and indexes as they stand; a copy of
   * the same name that was left behind is replaced. No session may be in the workspace meanwhile.
   * What a killed process leaves is dropped when its workspace is entered again.
   *
   * @param key of the workspace
   * @param label names the copy: lower-case letters, digits and underscores, 1 to 20 of them
   * @return how to enter the copy; empty where the server gives us one database only
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
   * Says why {@link #makeCold} cannot be had here.
   *
   * @return one line with the reason and the next step; empty where it can be had
   */
  Optional<String> whyNeverCold();

  /**
   * Empties the server's buffers of a workspace. A server that we started is restarted, and where
   * it is on this machine the system is asked to forget the files of the workspace's database;
   * another is told to evict its buffers. No session may be in the workspace meanwhile.
   *
   * @param workspace that this process holds, or a copy of it
   * @return what was done, in order
   * @throws dev.pgassay.failure.Failure where it cannot be had, or the server does not come back
   */
  List<String> makeCold(Workspace workspace);

  /**
   * Empties the server's buffers of workspaces, where that can be had, so that where their pages
   * will lie in them does not depend on what came before: the time of a page's look-up does. A
   * server that we started is restarted; another is told to evict. No session may be in the
   * workspaces meanwhile.
   *
   * @param workspaces that this process holds, and copies of them
   * @return whether it could be had; otherwise nothing was done
   * @throws dev.pgassay.failure.Failure where the server does not come back
   */
  boolean renewBuffers(List<Workspace> workspaces);

  /**
   * Says why the server no longer answers, for a caller whose statement has just failed. Tries to
   * connect, so it may take seconds.
   *
   * @return one line with the reason and, for a server of ours, where its log is; empty as long as
   *     the server answers
   */
  Optional<String> diagnosis();

  /** Gives up what is held; stops a server that we started. A second call does nothing. */
  @Override
  void close();
}
