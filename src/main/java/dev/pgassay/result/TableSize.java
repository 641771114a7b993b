package dev.pgassay.result;

import java.util.Map;

/**
 * What a table takes on disk. Immutable.
 *
 * @param table its name
 * @param heapBytes main fork, free space map and visibility map of the table itself
 * @param toastBytes the TOAST table with its index, where long values such as vectors lie; 0 where
 *     the table has none
 * @param indexBytes index name to bytes
 */
public record TableSize(
    String table, long heapBytes, long toastBytes, Map<String, Long> indexBytes) {
  /** Checks the components and copies the map. */
  public TableSize {
    Checked.text("table", table);
    Checked.notNegative("heapBytes", heapBytes);
    Checked.notNegative("toastBytes", toastBytes);
    indexBytes = Checked.sorted(indexBytes);
    indexBytes.forEach((index, bytes) -> Checked.notNegative("bytes of " + index, bytes));
  }

  /**
   * Adds everything up.
   *
   * @return heap, TOAST and all indexes in bytes
   */
  public long totalBytes() {
    return heapBytes + toastBytes + indexBytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
