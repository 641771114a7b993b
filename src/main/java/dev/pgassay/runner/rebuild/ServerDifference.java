package dev.pgassay.runner.rebuild;

import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.runner.ab.ArmServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The differences between a baseline's server and the present one, and how the base of a comparison
 * gets the former state back. Immutable.
 *
 * @param sessionSettings that the base's sessions have, by name
 * @param serverSettings that a server of the base's own starts with, by name
 * @param image of the container of the base's own, by its digest or the hash of its content
 * @param lacking the differences that the base does not get back and why, one line each
 */
record ServerDifference(
    Map<String, String> sessionSettings,
    Map<String, String> serverSettings,
    Optional<String> image,
    List<String> lacking) {
  public ServerDifference {
    sessionSettings = Collections.unmodifiableMap(new TreeMap<>(sessionSettings));
    serverSettings = Collections.unmodifiableMap(new TreeMap<>(serverSettings));
    lacking = List.copyOf(lacking);
  }

  /**
   * Tells whether the base gets anything back.
   *
   * @return whether it differs from the present server
   */
  public boolean any() {
    return needsServer() || !sessionSettings.isEmpty();
  }

  /**
   * Describes what the base got back.
   *
   * @return one line, such as {@code the base was rebuilt with work_mem 16MB}
   */
  public String display() {
    List<String> parts = new ArrayList<>();
    sessionSettings.forEach((name, value) -> parts.add(name + " " + value));
    serverSettings.forEach((name, value) -> parts.add(name + " " + value));
    image.ifPresent(it -> parts.add("image " + it));
    return "the base was rebuilt with " + String.join(", ", parts);
  }

  /**
   * Tells whether the base needs a server of its own.
   *
   * @return whether it starts with other settings or from another image
   */
  public boolean needsServer() {
    return !serverSettings.isEmpty() || image.isPresent();
  }

  /**
   * Describes the base's own server, which runs next to the present one.
   *
   * @param source where it comes from
   * @param present the user's options for the present server
   * @param referenceImage the folder that the image is built from, if it is the reference server's
   *     image of an earlier revision
   */
  public ArmServer server(
      DatabaseSource source, ServerOptions present, Optional<Path> referenceImage) {
    Map<String, String> settings = new LinkedHashMap<>(present.settings());
    settings.putAll(serverSettings);
    return new ArmServer(
        source,
        new ServerOptions(
                settings,
                present.workspace(),
                present.instance(),
                container(present.container(), referenceImage))
            .beside(ArmServer.INSTANCE),
        "the baseline's server");
  }

  private ContainerOptions container(ContainerOptions present, Optional<Path> referenceImage) {
    return image.isEmpty()
        ? present
        : new ContainerOptions(
            referenceImage.isPresent() ? Optional.empty() : image,
            referenceImage.orElse(present.referenceImage()),
            present.processors(),
            present.memoryBytes());
  }
}
