package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The user's settings on a server that is not ours: they can be those of a session only, and are
 * given with each connection.
 *
 * @param settings by name
 */
public record SessionSettings(Map<String, String> settings) {
  private static final String INVALID_VALUE = "22023";
  private static final String ONLY_OF_SESSION =
      "; on a server given by URL only settings of a session can be set";

  /** Orders them by name, so that connections are alike. */
  public SessionSettings {
    settings = new TreeMap<>(settings);
  }

  public static SessionSettings of(ServerOptions options) {
    return new SessionSettings(options.settings());
  }

  /** Adds the settings to the properties of each connection. */
  public ConnectionTarget on(ConnectionTarget target) {
    if (settings.isEmpty()) {
      return target;
    }
    return target.withOptions(
        settings.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + escaped(setting.getValue()))
            .collect(Collectors.joining(" ")));
  }

  /**
   * Tries each setting.
   *
   * @throws InvalidInput in the server's words for one that it does not take
   */
  public void check(Session session) {
    settings.forEach(
        (name, value) -> {
          try {
            session.text(
                "--set " + name + "=" + value, "SELECT set_config(?, ?, false)", name, value);
          } catch (DatabaseFailure e) {
            throw new InvalidInput(
                e.sqlState().equals(INVALID_VALUE)
                    ? e.getMessage()
                    : e.getMessage() + ONLY_OF_SESSION,
                e);
          }
        });
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(" ", "\\ ");
  }
}
