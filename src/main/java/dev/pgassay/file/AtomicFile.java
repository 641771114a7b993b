package dev.pgassay.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes files atomically. A reader finds either the old content or the new, even after a crash,
 * and even if two processes write the same file. An interruption of the thread does not end a
 * write. Thread-safe.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".pgassay-tmp";

  /** Writing takes seconds, so an older temporary file belongs to a killed process. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private AtomicFile() {}

  /**
   * Writes a file, and creates its folder if it is missing. The content is on the disk when this
   * method returns.
   *
   * @param file to create or replace
   * @param content the whole content
   * @throws IOException if the file cannot be written; an earlier file is then unchanged
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    try {
      writeThrough(temporary, content);
      sweep(folder, Files.getLastModifiedTime(temporary).toInstant().minus(ABANDONED));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
  }

  /**
   * Not by a channel: an interruption closes it in the middle of a write, with an exception that
   * has no message, and a run that is interrupted must still write its file.
   */
  private static void writeThrough(Path file, byte[] content) throws IOException {
    Files.createFile(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /** Removes abandoned files. The file system's own clock decides their age. */
  private static void sweep(Path folder, Instant limit) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : left) {
        removeIfOlder(file, limit);
      }
    }
  }

  private static void removeIfOlder(Path file, Instant limit) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.delete(file);
      }
    } catch (IOException ignored) {
      // Another process removed it, or it is another user's. This must not fail the write.
    }
  }

  /** Makes the move itself durable. Not every system can open a folder. */
  private static void forceFolder(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Windows does not open folders. Its move is durable without this.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
