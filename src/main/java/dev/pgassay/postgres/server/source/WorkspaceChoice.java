package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.util.List;
import java.util.Optional;

/** Chooses the workspace that a command works on, among those that are on the server. */
public final class WorkspaceChoice {
  private final RunningServer server;

  /**
   * @param server whose workspaces
   */
  public WorkspaceChoice(RunningServer server) {
    this.server = server;
  }

  /**
   * Chooses an existing workspace.
   *
   * @param wanted its key; empty for the only existing one
   * @return the key
   * @throws Failure when there is none, or none of that key
   * @throws InvalidInput if there are several and none was named
   */
  public String existing(Optional<String> wanted) {
    List<String> keys = keys();
    if (wanted.isPresent() && keys.contains(wanted.get())) {
      return wanted.get();
    }
    if (keys.isEmpty() || wanted.isPresent()) {
      throw new Failure(
          "no workspace "
              + wanted.map(key -> key + " ").orElse("")
              + "on "
              + server.info().display()
              + there(keys)
              + "; make one with pgassay load or pgassay schema migrate");
    }
    return only(keys);
  }

  /**
   * Chooses an existing workspace or one to be made.
   *
   * @param wanted its key; empty for the only existing one
   * @param otherwise the key of the one to be made if none exists and none was named
   * @return the key
   * @throws InvalidInput if there are several and none was named
   */
  public String existingOrNew(Optional<String> wanted, String otherwise) {
    List<String> keys = keys();
    return wanted.orElseGet(() -> keys.isEmpty() ? otherwise : only(keys));
  }

  private String only(List<String> keys) {
    if (keys.size() > 1) {
      throw new InvalidInput(
          "several workspaces on "
              + server.info().display()
              + there(keys)
              + "; name one with --workspace");
    }
    return keys.get(0);
  }

  private List<String> keys() {
    return server.workspaces().stream().map(WorkspaceInfo::key).toList();
  }

  private static String there(List<String> keys) {
    return keys.isEmpty() ? "" : " (there are " + String.join(", ", keys) + ")";
  }
}
