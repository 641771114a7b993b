package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Explains why the file system refused something. */
final class StorageFailure {
  private static final String REMEDY = "; choose another folder with --output";
  private static final String FULL = "the disk is full";

  /** With less free space than this no run should begin, and a failed write is attributed to it. */
  private static final long SCARCE_BYTES = 1 << 20;

  private StorageFailure() {}

  static Failure ofWriting(String what, Path path, IOException cause) {
    return new Failure("cannot " + what + " " + path + ": " + why(path, cause) + REMEDY, cause);
  }

  static Failure ofReading(Path path, IOException cause) {
    return new Failure("cannot read " + path + ": " + reason(cause), cause);
  }

  static void requireSpace(String what, Path folder) {
    if (isFull(folder)) {
      throw new Failure("cannot " + what + " " + folder + ": " + FULL + REMEDY);
    }
  }

  private static String why(Path path, IOException cause) {
    if (cause instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    Path existing = existing(path);
    if (isReadOnly(existing)) {
      return "the file system is read-only";
    }
    return isFull(existing) ? FULL : reason(cause);
  }

  private static boolean isReadOnly(Path path) {
    try {
      return Files.getFileStore(path).isReadOnly();
    } catch (IOException ignored) {
      // The file system does not tell; its own message must suffice.
      return false;
    }
  }

  /**
   * Checks the free space, because the text of the system's message depends on its language. {@code
   * File} asks the folder itself; a {@code FileStore} needs the mount point, which is not visible
   * in a chroot.
   */
  private static boolean isFull(Path path) {
    File file = path.toFile();
    return file.getTotalSpace() > 0 && file.getUsableSpace() < SCARCE_BYTES;
  }

  private static Path existing(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    Optional<String> words =
        Optional.ofNullable(
            cause instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : cause.getMessage());
    return words.flatMap(it -> it.lines().findFirst()).orElse(cause.getClass().getSimpleName());
  }
}
