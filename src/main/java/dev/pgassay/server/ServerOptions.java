package dev.pgassay.server;

import dev.pgassay.failure.InvalidInput;
import java.util.Map;

/**
 * What the user asked of the server. Immutable.
 *
 * @param settings server settings by name, as given with {@code --set NAME=VALUE}; they win over
 *     ours
 */
public record ServerOptions(Map<String, String> settings) {
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
  }
}
