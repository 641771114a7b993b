package dev.pgassay.data.dataset.prose;

/**
 * Receives the columns of generated rows, one after the other, in the order that the generator
 * declares for the table. Not thread-safe: one per worker. The loader's implementation encodes
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
   * @param utf8 holds the text, in UTF-8 without a zero byte
   * @param length how many bytes of it are the text
   */
  void writeText(byte[] utf8, int length);

  /**
   * Writes a {@code boolean}.
   *
   * @param value the value
   */
  void writeBoolean(boolean value);

  /**
   * Writes an {@code integer}.
   *
   * @param value the value
   */
  void writeInt(int value);

  /**
   * Writes a {@code double precision}.
   *
   * @param value the value
   */
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
   * @param components holds the components, all finite
   * @param offset where they begin
   * @param dimensions how many there are, 1 to 16,000
   */
  void writeVector(float[] components, int offset, int dimensions);
}
