package dev.pgassay.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a running server. Immutable.
 *
 * @param versionNumber {@code server_version_num}, such as 150014
 * @param version {@code server_version} in full, such as {@code 15.14 (Debian 15.14-0+deb12u1)}
 * @param source where it came from
 * @param display host and port, for messages and results; no user, no password
 * @param superuser whether we are superuser there
 * @param extensions the extensions that the server offers, with their default versions
 * @param notices what cannot be had here and why, one line each
 */
public record ServerInfo(
    int versionNumber,
    String version,
    SourceKind source,
    String display,
    boolean superuser,
    Map<String, String> extensions,
    List<String> notices) {
  /** Copies the collections. */
  public ServerInfo {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(display, "display");
    extensions = Map.copyOf(extensions);
    notices = List.copyOf(notices);
  }

  /**
   * Returns the major version.
   *
   * @return such as 15
   */
  public int majorVersion() {
    return versionNumber / 10_000;
  }
}
