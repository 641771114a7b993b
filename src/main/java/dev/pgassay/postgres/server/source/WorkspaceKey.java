package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.InvalidInput;
import java.util.regex.Pattern;

/** The names that workspaces can have. */
public final class WorkspaceKey {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]{1,20}");

  /** Separates the key of a workspace from the label of a copy. */
  public static final String OF_COPY = "__";

  /** With our prefix a name of 54 characters just fits PostgreSQL's 63 bytes. */
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_]{1,54}");

  private WorkspaceKey() {}

  /** The key of a copy, which is a workspace like any other. */
  public static String copy(String key, String label) {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException("not a label of a copy: " + label);
    }
    String copy = key + OF_COPY + label;
    check(copy);
    return copy;
  }

  public static void check(String key) {
    if (!ALLOWED.matcher(key).matches()) {
      throw new InvalidInput(
          "workspace " + key + ": a name has 1 to 54 lower-case letters, digits and underscores");
    }
  }
}
