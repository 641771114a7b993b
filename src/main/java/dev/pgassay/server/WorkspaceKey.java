package dev.pgassay.server;

import dev.pgassay.failure.InvalidInput;
import java.util.regex.Pattern;

/** The names that workspaces can have. */
final class WorkspaceKey {
  /** With our prefix a name of 54 characters just fits PostgreSQL's 63 bytes. */
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_]{1,54}");

  private WorkspaceKey() {}

  static void check(String key) {
    if (!ALLOWED.matcher(key).matches()) {
      throw new InvalidInput(
          "workspace " + key + ": a name has 1 to 54 lower-case letters, digits and underscores");
    }
  }
}
