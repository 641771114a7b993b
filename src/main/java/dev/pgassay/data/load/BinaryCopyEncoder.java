package dev.pgassay.data.load;

import dev.pgassay.data.dataset.prose.RowSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes rows in PostgreSQL's binary COPY format. It uses one buffer, which is passed on when it
 * is full and then reused. Allocates nothing after the buffer has grown to the longest row. Not
 * thread-safe: one per worker. @see <a
 * href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, section "Binary Format"</a>
 */
public final class BinaryCopyEncoder implements RowSink {
  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
  private static final int TRAILER = -1;
  private static final int NULL_LENGTH = -1;

  /** Distance of timestamptz's epoch, 2000-01-01T00:00:00Z, from the Unix epoch. */
  private static final long EPOCH_OFFSET_MICROS = 946_684_800_000_000L;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int passOnAtBytes;
  private byte[] buffer;
  private int position;
  private int columnsLeft;
  private Output output;

  /** Receives the encoded bytes. */
  @FunctionalInterface
  public interface Output {
    /**
     * Consumes the next bytes of the stream before it returns.
     *
     * @param bytes begins with them; reused afterwards
     * @param length number of bytes
     */
    void write(byte[] bytes, int length);
  }

  /**
   * Makes an encoder that is idle until {@link #begin}.
   *
   * @param bufferBytes number of bytes that are collected before they are passed on, at least 1024
   */
  public BinaryCopyEncoder(int bufferBytes) {
    if (bufferBytes < 1024) {
      throw new IllegalArgumentException("buffer must hold at least 1024 bytes: " + bufferBytes);
    }
    this.passOnAtBytes = bufferBytes;
    // Only whole rows are passed on, so the buffer may exceed its size by one row.
    this.buffer = new byte[bufferBytes + bufferBytes / 4];
  }

  /**
   * Begins a stream.
   *
   * @param output receives the bytes
   */
  public void begin(Output output) {
    this.output = output;
    position = 0;
    columnsLeft = 0;
    put(SIGNATURE, SIGNATURE.length);
    putInt(0); // flags: no oids
    putInt(0); // length of the header's extension
  }

  /** Ends the stream and passes on the rest. */
  public void end() {
    requireRowComplete();
    ensure(Short.BYTES);
    putShort(TRAILER);
    passOn();
    output = null;
  }

  @Override
  public void beginRow(int columns) {
    requireRowComplete();
    if (position >= passOnAtBytes) {
      passOn();
    }
    columnsLeft = columns;
    ensure(Short.BYTES);
    putShort(columns);
  }

  @Override
  public void writeNull() {
    beginField(0);
    putInt(NULL_LENGTH);
  }

  @Override
  public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
    beginField(2 * Long.BYTES);
    putInt(2 * Long.BYTES);
    putLong(mostSignificantBits);
    putLong(leastSignificantBits);
  }

  @Override
  public void writeText(byte[] utf8, int length) {
    beginField(length);
    putInt(length);
    put(utf8, length);
  }

  @Override
  public void writeBoolean(boolean value) {
    beginField(1);
    putInt(1);
    buffer[position++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    beginField(Integer.BYTES);
    putInt(Integer.BYTES);
    putInt(value);
  }

  @Override
  public void writeDouble(double value) {
    beginField(Double.BYTES);
    putInt(Double.BYTES);
    putLong(Double.doubleToRawLongBits(value));
  }

  @Override
  public void writeTimestamp(long microsSinceUnixEpoch) {
    beginField(Long.BYTES);
    putInt(Long.BYTES);
    putLong(microsSinceUnixEpoch - EPOCH_OFFSET_MICROS);
  }

  /**
   * {@inheritDoc} The wire format is that of {@code vector_send}: int16, unused int16, float4[].
   */
  @Override
  public void writeVector(float[] components, int offset, int dimensions) {
    int length = 2 * Short.BYTES + dimensions * Float.BYTES;
    beginField(length);
    putInt(length);
    putShort(dimensions);
    putShort(0);
    byte[] target = buffer;
    int at = position;
    for (int i = 0; i < dimensions; i++, at += Float.BYTES) {
      INT.set(target, at, Float.floatToRawIntBits(components[offset + i]));
    }
    position = at;
  }

  private void beginField(int length) {
    if (columnsLeft == 0) {
      throw new IllegalStateException("row has more columns than it began with");
    }
    columnsLeft--;
    ensure(Integer.BYTES + length);
  }

  private void requireRowComplete() {
    if (output == null) {
      throw new IllegalStateException("no stream was begun");
    }
    if (columnsLeft != 0) {
      throw new IllegalStateException("row lacks " + columnsLeft + " of its columns");
    }
  }

  private void passOn() {
    output.write(buffer, position);
    position = 0;
  }

  private void ensure(int bytes) {
    if (buffer.length - position < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, position + bytes));
    }
  }

  private void put(byte[] bytes, int length) {
    System.arraycopy(bytes, 0, buffer, position, length);
    position += length;
  }

  private void putShort(int value) {
    SHORT.set(buffer, position, (short) value);
    position += Short.BYTES;
  }

  private void putInt(int value) {
    INT.set(buffer, position, value);
    position += Integer.BYTES;
  }

  private void putLong(long value) {
    LONG.set(buffer, position, value);
    position += Long.BYTES;
  }
}
