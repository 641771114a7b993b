package dev.pgassay.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps the columns of the last row it was given. */
final class CollectedRow implements RowSink {
  private final List<Object> values = new ArrayList<>();
  private int announced;

  /** Generates one row and returns its values by column; null where it is null. */
  static Map<String, Object> of(DatasetGenerator generator, Table table, long row) {
    return of(generator.newRowGenerator(table), generator.columns(table), row);
  }

  static Map<String, Object> of(RowGenerator rows, List<String> columns, long row) {
    CollectedRow sink = new CollectedRow();
    rows.write(row, sink);
    if (sink.values.size() != sink.announced || sink.announced != columns.size()) {
      throw new AssertionError(
          sink.values.size() + " values, " + sink.announced + " announced, columns " + columns);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), sink.values.get(i));
    }
    return named;
  }

  @Override
  public void beginRow(int columns) {
    values.clear();
    announced = columns;
  }

  @Override
  public void writeNull() {
    values.add(null);
  }

  @Override
  public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
    values.add(new UUID(mostSignificantBits, leastSignificantBits));
  }

  @Override
  public void writeText(byte[] utf8, int length) {
    values.add(new String(utf8, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public void writeBoolean(boolean value) {
    values.add(value);
  }

  @Override
  public void writeInt(int value) {
    values.add(value);
  }

  @Override
  public void writeDouble(double value) {
    values.add(value);
  }

  @Override
  public void writeTimestamp(long microsSinceUnixEpoch) {
    values.add(microsSinceUnixEpoch);
  }

  @Override
  public void writeVector(float[] components, int offset, int dimensions) {
    values.add(Arrays.copyOfRange(components, offset, offset + dimensions));
  }
}
