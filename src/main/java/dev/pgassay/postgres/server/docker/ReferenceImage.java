package dev.pgassay.postgres.server.docker;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.server.source.ContainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The image of the reference server, named after the files that it is built from: a change of one
 * of them makes another name, so that a stale image is never taken for it. {@code
 * scripts/build-image} builds it under the same name.
 *
 * @param folder with the Dockerfile
 */
record ReferenceImage(Path folder) {
  /** The major version of the Dockerfile's default; a part of the name for people. */
  private static final String MAJOR_VERSION = "17";

  private static final int DIGITS = 12;

  /**
   * Returns the name: the hash is that of the output of {@code sha256sum *}.
   *
   * @throws Failure when the folder is not there
   */
  String name() {
    StringBuilder sums = new StringBuilder();
    try {
      for (Path file : files()) {
        sums.append(Sha256.hex(InputLimit.SETTINGS.bytes(file)))
            .append("  ")
            .append(file.getFileName())
            .append('\n');
      }
    } catch (IOException e) {
      throw new Failure(
          "cannot read "
              + folder
              + ", which the image of the server is built from; give one with --image",
          e);
    }
    String hash = Sha256.hex(sums.toString());
    return ContainerOptions.REFERENCE_REPOSITORY
        + ":"
        + MAJOR_VERSION
        + "-"
        + hash.substring(0, DIGITS);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted((one, other) -> name(one).compareTo(name(other)))
          .toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
