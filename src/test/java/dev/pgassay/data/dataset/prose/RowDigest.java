package dev.pgassay.data.dataset.prose;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes rows, each column with its type; only the length of a vector, which has its own test. */
public final class RowDigest implements RowSink {
  private final MessageDigest digest;

  public RowDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns the hash of everything since the last call, in hexadecimal. */
  public String take() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void put(char type, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES * values.length).put((byte) type);
    for (long value : values) {
      bytes.putLong(value);
    }
    digest.update(bytes.array());
  }

  @Override
  public void beginRow(int columns) {
    put('r', columns);
  }

  @Override
  public void writeNull() {
    put('n');
  }

  @Override
  public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
    put('u', mostSignificantBits, leastSignificantBits);
  }

  @Override
  public void writeText(byte[] utf8, int length) {
    put('t', length);
    digest.update(utf8, 0, length);
  }

  @Override
  public void writeBoolean(boolean value) {
    put('b', value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    put('i', value);
  }

  @Override
  public void writeDouble(double value) {
    put('d', Double.doubleToLongBits(value));
  }

  @Override
  public void writeTimestamp(long microsSinceUnixEpoch) {
    put('z', microsSinceUnixEpoch);
  }

  @Override
  public void writeVector(float[] components, int offset, int dimensions) {
    put('v', dimensions);
  }
}
