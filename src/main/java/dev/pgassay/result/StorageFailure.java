package dev.pgassay.result;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** Words for what a file system refused. */
final class StorageFailure {
  /** With less free than this, a failed write of a result is put down to a full disk. */
  private static final long SCARCE_BYTES = 1 << 20;

  private StorageFailure() {}

  /**
   * @param doing such as {@code write}
   * @param path what it was done to
   * @param cause what was thrown
   */
  static Failure of(String doing, Path path, IOException cause) {
    return new Failure("cannot " + doing + " " + path + ": " + why(path, cause), cause);
  }

  private static String why(Path path, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission; choose another folder with --output";
    }
    if (isFull(path)) {
      return "the disk is full; free some space or choose another folder with --output";
    }
    return reason(cause) + "; choose another folder with --output";
  }

  private static String reason(IOException cause) {
    String words =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : String.valueOf(cause.getMessage());
    return words.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  /** Asks for the space itself, because the words of the system depend on its language. */
  private static boolean isFull(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing != null && Files.getFileStore(existing).getUsableSpace() < SCARCE_BYTES;
    } catch (IOException | ReadOnlyFileSystemException ignored) {
      // It cannot be told; the words of the system must do.
      return false;
    }
  }
}
