package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.InvalidInput;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a server. Immutable.
 *
 * @param settings server settings by name, as given with {@code --set NAME=VALUE}; they win over
 *     ours
 * @param workspace the workspace that will be entered, if that is known: a container keeps each in
 *     a volume of its own
 * @param instance tells a second server of this kind from the one that is usual here
 * @param container the options of the container, if the server is in one
 */
public record ServerOptions(
    Map<String, String> settings,
    Optional<String> workspace,
    Optional<String> instance,
    ContainerOptions container) {
  /** Settings that we choose by the size of the machine, or the server by those. */
  public static final Set<String> SIZED_BY_MACHINE =
      Set.of(
          "effective_cache_size",
          "maintenance_work_mem",
          "max_parallel_maintenance_workers",
          "max_worker_processes",
          "shared_buffers",
          "wal_buffers");

  /** The server as we set it. */
  public static final ServerOptions DEFAULT = new ServerOptions(Map.of());

  /** Copies the settings and refuses names that cannot be a setting's. */
  public ServerOptions {
    settings = Map.copyOf(settings);
    for (String name : settings.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?")) {
        throw new InvalidInput("--set " + name + ": not the name of a server setting");
      }
    }
    settings.forEach(
        (name, value) -> {
          if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(
                "--set " + name + ": a value has no line breaks or other controls");
          }
        });
    workspace.ifPresent(WorkspaceKey::check);
    instance.ifPresent(WorkspaceKey::check);
    Objects.requireNonNull(container, "container");
  }

  /**
   * Asks for the usual server of its kind.
   *
   * @param settings server settings by name
   * @param workspace the workspace that will be entered, if that is known
   * @param container the options of the container, if the server is in one
   */
  public ServerOptions(
      Map<String, String> settings, Optional<String> workspace, ContainerOptions container) {
    this(settings, workspace, Optional.empty(), container);
  }

  /**
   * Asks for settings and otherwise for our defaults.
   *
   * @param settings server settings by name
   */
  public ServerOptions(Map<String, String> settings) {
    this(settings, Optional.empty(), ContainerOptions.DEFAULT);
  }

  /**
   * Says which workspace will be entered.
   *
   * @param key of the workspace
   * @return the options with it
   */
  public ServerOptions forWorkspace(String key) {
    return new ServerOptions(settings, Optional.of(key), instance, container);
  }

  /**
   * Asks for a server next to the usual one, with data of its own.
   *
   * @param name of the second one: lower-case letters, digits and underscores
   * @return the options with it
   */
  public ServerOptions beside(String name) {
    return new ServerOptions(settings, workspace, Optional.of(name), container);
  }

  /** Names an object that belongs to this server and not to the one next to it. */
  public String named(String usual) {
    return instance.map(name -> usual + "-" + name).orElse(usual);
  }
}
