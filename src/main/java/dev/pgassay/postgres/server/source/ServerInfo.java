package dev.pgassay.postgres.server.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The known facts about a running server. Immutable.
 *
 * @param versionNumber {@code server_version_num}, such as 150014
 * @param version {@code server_version} in full, such as {@code 15.14 (Debian 15.14-0+deb12u1)}
 * @param source its source
 * @param display host and port, for messages and results; no user, no password
 * @param superuser whether we are superuser there
 * @param extensions the extensions that the server offers, with their default versions
 * @param image the image of its container; empty if it has none or is not ours
 * @param limits of its container; empty if it has none or is not ours
 * @param notices features that are not available here and why, one line each
 */
public record ServerInfo(
    int versionNumber,
    String version,
    SourceKind source,
    String display,
    boolean superuser,
    Map<String, String> extensions,
    Optional<Image> image,
    Optional<Limits> limits,
    List<String> notices) {
  /** Copies the collections. */
  public ServerInfo {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(display, "display");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(limits, "limits");
    extensions = Map.copyOf(extensions);
    notices = List.copyOf(notices);
  }

  /**
   * The image of a container, as the engine knows it.
   *
   * @param name the name for running it
   * @param id the hash of its content
   * @param registryDigests its digests in registries; empty for an image that was built here
   */
  public record Image(String name, String id, List<String> registryDigests) {
    /** Copies the list. */
    public Image {
      registryDigests = List.copyOf(registryDigests);
    }
  }

  /**
   * The resources of its machine that a container may use.
   *
   * @param processors such as {@code 0-3}
   * @param memoryBytes memory, swap included
   * @param sharedMemoryBytes the part that the server's processes may share besides its buffers
   */
  public record Limits(String processors, long memoryBytes, long sharedMemoryBytes) {}

  public ServerInfo in(Optional<Image> containerImage, Optional<Limits> containerLimits) {
    return new ServerInfo(
        versionNumber,
        version,
        source,
        display,
        superuser,
        extensions,
        containerImage,
        containerLimits,
        notices);
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
