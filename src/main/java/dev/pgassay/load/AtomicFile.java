package dev.pgassay.load;

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

/** Writes files that appear whole or not at all, whoever is killed and whoever else writes. */
final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  /** Writing takes seconds: what is older was left by a process that was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private AtomicFile() {}

  /**
   * Writes a file, and its folder where that is missing.
   *
   * @throws IOException if it cannot be written; whatever stood there before stands there still
   */
  static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), SUFFIX);
    try {
      sweep(folder, Files.getLastModifiedTime(temporary).toInstant().minus(ABANDONED));
      writeThrough(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Removes what was abandoned, by the file system's clock, whose times these are. */
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
}
