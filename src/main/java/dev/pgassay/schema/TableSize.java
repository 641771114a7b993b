package dev.pgassay.schema;

import java.util.List;
import java.util.Objects;

/**
 * What one table takes on disk, in bytes. Immutable.
 *
 * @param table its name
 * @param heapBytes the rows, with the free space and visibility maps
 * @param toastBytes the values that were moved out of the rows, with their index
 * @param indexes each index, by name
 */
public record TableSize(String table, long heapBytes, long toastBytes, List<IndexSize> indexes) {
  /**
   * What one index takes on disk.
   *
   * @param name of the index
   * @param bytes all its forks
   */
  public record IndexSize(String name, long bytes) {
    /** Checks the components. */
    public IndexSize {
      Objects.requireNonNull(name, "name");
    }
  }

  /** Copies the list. */
  public TableSize {
    Objects.requireNonNull(table, "table");
    indexes = List.copyOf(indexes);
  }

  /**
   * Adds up the indexes.
   *
   * @return bytes
   */
  public long indexBytes() {
    return indexes.stream().mapToLong(IndexSize::bytes).sum();
  }

  /**
   * Adds up everything, as {@code pg_total_relation_size} does.
   *
   * @return bytes
   */
  public long totalBytes() {
    return heapBytes + toastBytes + indexBytes();
  }
}
