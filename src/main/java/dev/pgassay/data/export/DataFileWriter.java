package dev.pgassay.data.export;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes and hashes one file of a dataset, under a temporary name until it is complete. If it is
 * closed before {@link #finish}, no file remains. Not thread-safe.
 */
final class DataFileWriter implements AutoCloseable {
  static final String UNFINISHED = ".part";

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final Path unfinished;
  private final Sha256 hash = new Sha256();
  private final OutputStream out;
  private long bytes;

  /**
   * @throws Failure if the file cannot be created
   */
  DataFileWriter(Path file) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      this.out =
          hash.passingTo(new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Appends bytes from the start of a buffer. */
  void write(byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
      bytes += length;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Gives the file its final name.
   *
   * @param items number of items in it
   */
  DataFile finish(long items) {
    try {
      out.close();
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return new DataFile(file.getFileName().toString(), items, bytes, hash.hex());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try (out) {
      Files.deleteIfExists(unfinished);
    } catch (IOException ignored) {
      // A failed write has been reported already; a finished file is closed and moved.
    }
  }

  private Failure failure(IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new Failure("cannot write " + file + ": " + reason, cause);
  }
}
