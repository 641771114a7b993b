package dev.pgassay.postgres.query;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a setting of a server can be changed, as the server itself says. Immutable.
 *
 * @param scope the level at which it can be changed
 * @param builtIn its default value, in the setting's own unit; empty if it has none
 */
public record SettingRule(Scope scope, Optional<String> builtIn) {
  /** Asks for all at once: no name of a setting has a comma in it. */
  private static final String RULES =
      """
      SELECT name, context, boot_val
      FROM pg_settings
      WHERE name = ANY (string_to_array(?, ','))
      """;

  /** The level at which a setting can be changed. */
  public enum Scope {
    /** Any session can. */
    SESSION,
    /** The server starts with it, or only a superuser can. */
    SERVER,
    /** It was decided when the server or its cluster was made. */
    NOBODY
  }

  /**
   * Asks a server.
   *
   * @param session on it, as any role
   * @param names of settings
   * @return the rules by name; without those that the server does not know
   * @throws DatabaseFailure if it cannot be asked
   */
  public static Map<String, SettingRule> read(Session session, Collection<String> names) {
    Map<String, SettingRule> rules = new TreeMap<>();
    session.rows(
        "cannot read how settings can be changed",
        row ->
            rules.put(
                row.getString(1),
                new SettingRule(scope(row.getString(2)), Optional.ofNullable(row.getString(3)))),
        RULES,
        String.join(",", names));
    return rules;
  }

  private static Scope scope(String context) {
    return switch (context) {
      case "user" -> Scope.SESSION;
      case "internal" -> Scope.NOBODY;
      default -> Scope.SERVER;
    };
  }
}
