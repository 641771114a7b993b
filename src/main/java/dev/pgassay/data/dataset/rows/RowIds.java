package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;
import java.util.Comparator;
import java.util.UUID;

/**
 * Converts row numbers to primary keys and back, without a table of either. Keys look random, so
 * rows reach a B-tree in random order, as with random keys. Yet {@link #rowOf} finds the row of a
 * key and recognises other keys. Immutable, thread-safe and free of allocation, except for {@link
 * #uuid}.
 *
 * <p>A key is a UUID of version 8, which is for custom formats (RFC 9562, section 5.8): 48 bits
 * contain the row number under a random permutation, the 74 others a hash of the row, which is
 * checked on the way back. Each table has keys of its own.
 */
public final class RowIds {
  /** The result of {@link #rowOf} for a key that no row has. */
  public static final long NONE = -1;

  /** PostgreSQL's order of keys: by their bytes, unsigned. */
  public static final Comparator<UUID> KEY_ORDER =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  /** The limit of row numbers. */
  public static final long CAPACITY = 1L << 48;

  private static final int PERMUTED_SHIFT = 16;
  private static final long VERSION_8 = 0x8000L;
  private static final long HASH_IN_FIRST_HALF = 0xFFFL;
  private static final long VARIANT = 1L << 63;

  private final RowPermutation order;
  private final Draws hash;

  private RowIds(RowPermutation order, Draws hash) {
    this.order = order;
    this.hash = hash;
  }

  /**
   * Returns the keys of a table.
   *
   * @param seed the dataset's seed; the same seed gives the same keys
   */
  public static RowIds of(Table table, long seed) {
    String stream = "ids." + table.tableName();
    return new RowIds(
        new RowPermutation(CAPACITY, Draws.of(seed, stream + ".order")),
        Draws.of(seed, stream + ".hash"));
  }

  /**
   * Returns the first eight bytes of a row's key.
   *
   * @param row 0 to {@link #CAPACITY} - 1
   * @return the half with the permuted row number
   */
  public long mostSignificantBits(long row) {
    return order.at(row) << PERMUTED_SHIFT | VERSION_8 | hash.bits(row, 0) & HASH_IN_FIRST_HALF;
  }

  /**
   * Returns the last eight bytes of a row's key.
   *
   * @param row 0 to {@link #CAPACITY} - 1
   * @return the half with most of the hash
   */
  public long leastSignificantBits(long row) {
    return VARIANT | hash.bits(row, 1) >>> 2;
  }

  /**
   * Returns a row's key.
   *
   * @param row 0 to {@link #CAPACITY} - 1
   * @return the key, newly allocated
   */
  public UUID uuid(long row) {
    return new UUID(mostSignificantBits(row), leastSignificantBits(row));
  }

  /**
   * Finds the row of a key, in some tens of nanoseconds for any number of rows.
   *
   * @param mostSignificantBits the key's first eight bytes
   * @param leastSignificantBits the key's last eight bytes
   * @return the row, which may be beyond the rows of the dataset, or {@link #NONE} for a key of
   *     another table, seed or origin (one in 2^74 of those passes for a row)
   */
  public long rowOf(long mostSignificantBits, long leastSignificantBits) {
    long row = order.rowAt(mostSignificantBits >>> PERMUTED_SHIFT);
    boolean ours =
        mostSignificantBits(row) == mostSignificantBits
            && leastSignificantBits(row) == leastSignificantBits;
    return ours ? row : NONE;
  }
}
