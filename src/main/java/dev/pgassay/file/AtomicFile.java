package dev.pgassay.file;

import java.io.IOException;
import java.nio.ByteBuffer;
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
 * Writes files that appear whole or not at all: a reader finds either the old content or the new,
 * also after a crash, and also when two processes write the same file. Thread-safe.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".pgassay-tmp";

  /** Writing takes seconds: a killed process left whatever is older. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private AtomicFile() {}

  /**
   * Writes a file, and its folder where that is missing. The content is on the disk when this
   * returns.
   *
   * @param file to create or replace
   * @param content all of it
   * @throws IOException if it cannot be written; an earlier file is then unchanged
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

  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Removes abandoned files, by the clock of the file system, which sets their times. */
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
      // Another process has removed it, or it is another user's: not worth losing our file for.
    }
  }

  /** Makes the move itself durable. Not every system can open a folder. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Windows refuses to open folders, and its move is durable without.
    }
  }
}
