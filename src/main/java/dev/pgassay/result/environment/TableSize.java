package dev.pgassay.result.environment;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The size of a table on disk. Immutable.
 *
 * @param table its name
 * @param heapBytes main fork, free space map and visibility map of the table itself
 * @param toastBytes the TOAST table with its index, which contains long values such as vectors; 0
 *     if the table has none
 * @param indexBytes index name to bytes
 * @param estimatedRows the planner's estimate of the rows of a table of the user's own; absent if
 *     it had none, and for a dataset, whose rows are known
 */
public record TableSize(
    String table,
    long heapBytes,
    long toastBytes,
    Map<String, Long> indexBytes,
    OptionalLong estimatedRows) {
  public TableSize {
    Checked.text("table", table);
    Checked.notNegative("heapBytes", heapBytes);
    Checked.notNegative("toastBytes", toastBytes);
    indexBytes = Checked.sorted(indexBytes);
    indexBytes.forEach((index, bytes) -> Checked.notNegative("bytes of " + index, bytes));
    Objects.requireNonNull(estimatedRows, "estimatedRows");
    estimatedRows.ifPresent(rows -> Checked.notNegative("estimatedRows", rows));
  }

  /** Describes a table of a dataset, whose rows need no estimate. */
  public TableSize(String table, long heapBytes, long toastBytes, Map<String, Long> indexBytes) {
    this(table, heapBytes, toastBytes, indexBytes, OptionalLong.empty());
  }

  /** Returns the size of all indexes together. */
  public long allIndexesBytes() {
    return indexBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the size of heap, TOAST and all indexes together. */
  public long totalBytes() {
    return heapBytes + toastBytes + allIndexesBytes();
  }
}
