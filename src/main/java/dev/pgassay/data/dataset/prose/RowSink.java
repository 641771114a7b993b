package dev.pgassay.data.dataset.prose;

/**
 * Receives the columns of generated rows, one after the other, in the order declared by the
 * generator for the table. Not thread-safe: one per worker. The loader's implementation encodes
 * PostgreSQL's binary COPY format; a test's may hash or collect.
 */
public interface RowSink {
  /**
   * Begins a row.
   *
   * @param columns the number of columns that follow
   */
  void beginRow(int columns);

  /** Writes SQL's null. */
  void writeNull();

  /**
   * Writes a {@code uuid}.
   *
   * @param mostSignificantBits the first eight bytes
   * @param leastSignificantBits the last eight bytes
   */
  void writeUuid(long mostSignificantBits, long leastSignificantBits);

  /**
   * Writes a {@code text}.
   *
   * @param utf8 begins with the text, in UTF-8 without a zero byte
   * @param length of the text in bytes
   */
  void writeText(byte[] utf8, int length);

  /** Writes a {@code boolean}. */
  void writeBoolean(boolean value);

  /** Writes an {@code integer}. */
  void writeInt(int value);

  /** Writes a {@code double precision}. */
  void writeDouble(double value);

  /**
   * Writes a {@code timestamptz}.
   *
   * @param microsSinceUnixEpoch microseconds since 1970-01-01T00:00:00Z
   */
  void writeTimestamp(long microsSinceUnixEpoch);

  /**
   * Writes pgvector's {@code vector}.
   *
   * @param components contains the components, all finite
   * @param offset index of the first one
   * @param dimensions number of components, 1 to 16,000
   */
  void writeVector(float[] components, int offset, int dimensions);
}
