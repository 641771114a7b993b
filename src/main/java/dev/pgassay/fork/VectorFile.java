package dev.pgassay.fork;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files through which all forks and arms replay the same queries: rows of numbers of one
 * length, little-endian, after a header of two integers (rows, columns).
 */
public final class VectorFile {
  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  private VectorFile() {}

  /**
   * Writes query vectors.
   *
   * @param file the file to make or replace
   * @param rows vectors of equal length, at least one
   * @throws Failure where it cannot be written
   */
  public static void writeFloats(Path file, float[][] rows) {
    ByteBuffer buffer = header(rows.length, rows[0].length, Float.BYTES);
    FloatBuffer body = buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (float[] row : rows) {
      body.put(row);
    }
    write(file, buffer);
  }

  /**
   * Reads query vectors.
   *
   * @param file as {@link #writeFloats} wrote it
   * @return the vectors
   * @throws Failure where it cannot be read
   */
  public static float[][] readFloats(Path file) {
    ByteBuffer buffer = read(file);
    float[][] rows = new float[buffer.getInt()][buffer.getInt()];
    FloatBuffer body = buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (float[] row : rows) {
      body.get(row);
    }
    return rows;
  }

  /**
   * Writes row numbers.
   *
   * @param file the file to make or replace
   * @param rows lists of equal length, at least one
   * @throws Failure where it cannot be written
   */
  public static void writeLongs(Path file, long[][] rows) {
    ByteBuffer buffer = header(rows.length, rows[0].length, Long.BYTES);
    LongBuffer body = buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (long[] row : rows) {
      body.put(row);
    }
    write(file, buffer);
  }

  /**
   * Reads row numbers.
   *
   * @param file as {@link #writeLongs} wrote it
   * @return the lists
   * @throws Failure where it cannot be read
   */
  public static long[][] readLongs(Path file) {
    ByteBuffer buffer = read(file);
    long[][] rows = new long[buffer.getInt()][buffer.getInt()];
    LongBuffer body = buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (long[] row : rows) {
      body.get(row);
    }
    return rows;
  }

  private static ByteBuffer header(int rows, int columns, int bytesPerNumber) {
    ByteBuffer buffer =
        ByteBuffer.allocate(HEADER_BYTES + Math.multiplyExact(rows * columns, bytesPerNumber));
    return buffer.order(ByteOrder.LITTLE_ENDIAN).putInt(rows).putInt(columns);
  }

  private static void write(Path file, ByteBuffer buffer) {
    try {
      Files.write(file, buffer.array());
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static ByteBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
