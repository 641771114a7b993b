package dev.pgassay.postgres.schema;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one table takes on disk, in bytes. Immutable.
 *
 * @param table its name
 * @param heapBytes the rows, with the free space and visibility maps
 * @param toastBytes the values that were moved out of the rows, with their index
 * @param indexes each index, by name
 * @param estimatedRows how many rows the planner takes it to have; empty where that was not asked
 *     for or is not known
 */
public record TableSize(
    String table,
    long heapBytes,
    long toastBytes,
    List<IndexSize> indexes,
    OptionalLong estimatedRows) {
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
    Objects.requireNonNull(estimatedRows, "estimatedRows");
  }

  /**
   * Describes a table whose rows were not asked for.
   *
   * @param table its name
   * @param heapBytes the rows, with the free space and visibility maps
   * @param toastBytes the values that were moved out of the rows, with their index
   * @param indexes each index, by name
   */
  public TableSize(String table, long heapBytes, long toastBytes, List<IndexSize> indexes) {
    this(table, heapBytes, toastBytes, indexes, OptionalLong.empty());
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
