package dev.pgassay.postgres.server.source;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The user's options for a container. Immutable.
 *
 * @param image the image to run; empty for the reference server
 * @param referenceImage the folder that the reference server is built from
 * @param processors the processors that it may use, such as {@code 0-3} or {@code 0,2}; empty for
 *     all that the engine has
 * @param memoryBytes the memory that it may use; empty for all that the engine has
 */
public record ContainerOptions(
    Optional<String> image,
    Path referenceImage,
    Optional<String> processors,
    OptionalLong memoryBytes) {
  /** The repository of images that are built from the reference server's folder. */
  public static final String REFERENCE_REPOSITORY = "pgassay-postgres";

  /** The reference server with all that the engine has, built from the folder we are in. */
  public static final ContainerOptions DEFAULT =
      new ContainerOptions(
          Optional.empty(), Path.of("docker/postgres"), Optional.empty(), OptionalLong.empty());

  private static final long LEAST_MEMORY = 512L << 20;

  public ContainerOptions {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(referenceImage, "referenceImage");
    Objects.requireNonNull(memoryBytes, "memoryBytes");
    processors.ifPresent(ContainerOptions::requireProcessors);
    if (memoryBytes.isPresent() && memoryBytes.getAsLong() < LEAST_MEMORY) {
      throw new InvalidInput(
          "--container-memory must be at least 512m: " + memoryBytes.getAsLong() + " bytes");
    }
  }

  /**
   * Tells whether an image is the reference server's, of whatever revision.
   *
   * @param image its name
   * @return whether it was built from a folder like {@link #referenceImage}
   */
  public static boolean isReferenceImage(String image) {
    return image.startsWith(REFERENCE_REPOSITORY + ":");
  }

  /**
   * Counts the processors that the container may use.
   *
   * @return their number; empty if it may use all
   */
  public OptionalInt processorCount() {
    return processors.isEmpty() ? OptionalInt.empty() : OptionalInt.of(count(processors.get()));
  }

  private static void requireProcessors(String text) {
    if (!text.matches("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*")) {
      throw new InvalidInput("--container-cpus must have a form such as 0-3 or 0,2: " + text);
    }
  }

  /** Counts the processors of a list such as {@code 0-3,6}; one that is named twice counts once. */
  public static int count(String processors) {
    BitSet named = new BitSet();
    for (String range : processors.split(",")) {
      String[] ends = range.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (last < first) {
        throw new InvalidInput(
            "--container-cpus must have a form such as 0-3 or 0,2: " + processors);
      }
      named.set(first, last + 1);
    }
    return named.cardinality();
  }
}
