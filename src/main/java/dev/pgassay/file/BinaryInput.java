package dev.pgassay.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads our own binary formats. A count in one decides how much memory is taken before what it
 * counts is read, so it may not be larger than what the bytes can hold. Not thread-safe.
 */
public final class BinaryInput extends DataInputStream {
  private final long sizeBytes;

  private BinaryInput(InputStream in, long sizeBytes) {
    super(in);
    this.sizeBytes = sizeBytes;
  }

  /**
   * Opens a file.
   *
   * @param file to read
   * @return its content
   * @throws IOException where it cannot be read
   */
  public static BinaryInput open(Path file) throws IOException {
    long sizeBytes = Files.size(file);
    return new BinaryInput(new BufferedInputStream(Files.newInputStream(file)), sizeBytes);
  }

  /**
   * Reads from memory.
   *
   * @param bytes of which a part is read
   * @param length of the part, from the first byte on
   * @return the part
   */
  public static BinaryInput of(byte[] bytes, int length) {
    return new BinaryInput(new ByteArrayInputStream(bytes, 0, length), length);
  }

  /**
   * Reads how many of something follow.
   *
   * @param leastBytes that each of them takes, at least 1
   * @return the count, 0 or more
   * @throws IOException where the count is negative, or as many do not fit into the whole input
   */
  public int readCount(int leastBytes) throws IOException {
    int count = readInt();
    if (count < 0 || count > sizeBytes / leastBytes) {
      throw new IOException("a count of " + count + " does not fit into " + sizeBytes + " bytes");
    }
    return count;
  }
}
