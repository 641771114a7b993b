package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.data.dataset.prose.RowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Encodes rows in PostgreSQL's text COPY format. Numbers have enough digits to be read back
 * unchanged. Not thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, section "Text
 *     Format"</a>
 */
final class TextCopyEncoder implements RowSink {
  private static final String NULL = "\\N";

  private final OutputStream out;
  private int columnsLeft;
  private boolean first;

  TextCopyEncoder(OutputStream out) {
    this.out = out;
  }

  @Override
  public void beginRow(int columns) {
    columnsLeft = columns;
    first = true;
  }

  @Override
  public void writeNull() {
    field(NULL);
  }

  @Override
  public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
    field(new UUID(mostSignificantBits, leastSignificantBits).toString());
  }

  @Override
  public void writeText(byte[] utf8, int length) {
    beginField();
    for (int i = 0; i < length; i++) {
      switch (utf8[i]) {
        case '\\' -> put("\\\\");
        case '\n' -> put("\\n");
        case '\r' -> put("\\r");
        case '\t' -> put("\\t");
        default -> put(utf8[i]);
      }
    }
    endField();
  }

  @Override
  public void writeBoolean(boolean value) {
    field(value ? "t" : "f");
  }

  @Override
  public void writeInt(int value) {
    field(Integer.toString(value));
  }

  @Override
  public void writeDouble(double value) {
    field(Double.toString(value));
  }

  @Override
  public void writeTimestamp(long microsSinceUnixEpoch) {
    field(Instant.EPOCH.plus(microsSinceUnixEpoch, ChronoUnit.MICROS).toString());
  }

  @Override
  public void writeVector(float[] components, int offset, int dimensions) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dimensions; i++) {
      text.append(i == 0 ? "" : ",").append(components[offset + i]);
    }
    field(text.append(']').toString());
  }

  private void field(String text) {
    beginField();
    put(text);
    endField();
  }

  private void beginField() {
    if (!first) {
      put((byte) '\t');
    }
    first = false;
  }

  private void endField() {
    columnsLeft--;
    if (columnsLeft == 0) {
      put((byte) '\n');
    }
  }

  private void put(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(byte value) {
    try {
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
