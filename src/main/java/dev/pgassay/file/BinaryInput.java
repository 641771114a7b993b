package dev.pgassay.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads binary formats of this program. A count in a file decides how much memory the reader
 * allocates; this class rejects a count that is too large for the remaining bytes. Not thread-safe.
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
   * @return the reader
   * @throws IOException if it cannot be read
   */
  public static BinaryInput open(Path file) throws IOException {
    long sizeBytes = Files.size(file);
    return new BinaryInput(new BufferedInputStream(Files.newInputStream(file)), sizeBytes);
  }

  /**
   * Reads from memory.
   *
   * @param bytes the input begins at the first byte
   * @param length number of bytes of the input
   */
  public static BinaryInput of(byte[] bytes, int length) {
    return new BinaryInput(new ByteArrayInputStream(bytes, 0, length), length);
  }

  /**
   * Reads how many items follow.
   *
   * @param leastBytes the least size of an item, at least 1
   * @return the count, 0 or more
   * @throws IOException if the count is negative, or if so many items do not fit into the whole
   *     input
   */
  public int readCount(int leastBytes) throws IOException {
    int count = readInt();
    if (count < 0 || count > sizeBytes / leastBytes) {
      throw new IOException("a count of " + count + " does not fit into " + sizeBytes + " bytes");
    }
    return count;
  }
}
