package dev.pgassay.result;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    if (cause instanceof FileAlreadyExistsException) {
      return "a file is in its place; move it or choose another folder with --output";
    }
    return fileStoreTrouble(path).orElse(reason(cause)) + "; choose another folder with --output";
  }

  private static String reason(IOException cause) {
    String words =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : String.valueOf(cause.getMessage());
    return words.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  /** Asks the file system itself, because the system's words depend on its language. */
  private static Optional<String> fileStoreTrouble(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      FileStore store = Files.getFileStore(existing);
      if (store.isReadOnly()) {
        return Optional.of("the file system is read-only");
      }
      return store.getUsableSpace() < SCARCE_BYTES
          ? Optional.of("the disk is full")
          : Optional.empty();
    } catch (IOException ignored) {
      // It cannot be told; the words of the system must do.
      return Optional.empty();
    }
  }
}
