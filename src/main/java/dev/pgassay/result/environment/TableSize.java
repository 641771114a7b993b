package dev.pgassay.result.environment;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a table takes on disk. Immutable.
 *
 * @param table its name
 * @param heapBytes main fork, free space map and visibility map of the table itself
 * @param toastBytes the TOAST table with its index, where long values such as vectors lie; 0 where
 *     the table has none
 * @param indexBytes index name to bytes
 * @param estimatedRows how many rows the planner took a table of the user's own to have; absent
 *     where it did not know, and for a dataset, whose rows are known
 */
public record TableSize(
    String table,
    long heapBytes,
    long toastBytes,
    Map<String, Long> indexBytes,
    OptionalLong estimatedRows) {
  /** Checks the components and copies the map. */
  public TableSize {
    Checked.text("table", table);
    Checked.notNegative("heapBytes", heapBytes);
    Checked.notNegative("toastBytes", toastBytes);
    indexBytes = Checked.sorted(indexBytes);
    indexBytes.forEach((index, bytes) -> Checked.notNegative("bytes of " + index, bytes));
    Objects.requireNonNull(estimatedRows, "estimatedRows");
    estimatedRows.ifPresent(rows -> Checked.notNegative("estimatedRows", rows));
  }

  /**
   * Describes a table of a dataset.
   *
   * @param table its name
   * @param heapBytes as of the record
   * @param toastBytes as of the record
   * @param indexBytes index name to bytes
   */
  public TableSize(String table, long heapBytes, long toastBytes, Map<String, Long> indexBytes) {
    this(table, heapBytes, toastBytes, indexBytes, OptionalLong.empty());
  }

  /** Returns the sum of all indexes in bytes. */
  public long allIndexesBytes() {
    return indexBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the sum of heap, TOAST and all indexes in bytes. */
  public long totalBytes() {
    return heapBytes + toastBytes + allIndexesBytes();
  }
}
