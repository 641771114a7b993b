package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;
import java.util.Comparator;
import java.util.UUID;

/**
 * Turns row numbers into primary keys and back, without a table of either. A key looks random, so
 * rows arrive at a B-tree in random order as they do with random keys; yet {@link #rowOf} finds the
 * row again and recognises a key that is not one of these. Immutable, thread-safe and free of
 * allocation, except for {@link #uuid}.
 *
 * <p>A key is a UUID of version 8, the one for own formats (RFC 9562, section 5.8): 48 bits hold
 * the row number under a random permutation, the 74 others a hash of the row, checked on the way
 * back. Each table has keys of its own.
 */
public final class RowIds {
  /** What {@link #rowOf} returns for a key that no row has. */
  public static final long NONE = -1;

  /** As PostgreSQL orders keys: by their bytes, which have no sign. */
  public static final Comparator<UUID> KEY_ORDER =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  /** Row numbers are below this. */
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
   * @param table whose keys
   * @param seed the dataset's seed
   * @return the keys; equal arguments give equal keys
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
   * @return the half that holds the permuted row number
   */
  public long mostSignificantBits(long row) {
    return order.at(row) << PERMUTED_SHIFT | VERSION_8 | hash.bits(row, 0) & HASH_IN_FIRST_HALF;
  }

  /**
   * Returns the last eight bytes of a row's key.
   *
   * @param row 0 to {@link #CAPACITY} - 1
   * @return the half that holds most of the hash
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
   * Returns the row that has a key. Takes some tens of nanoseconds, whatever the number of rows.
   *
   * @param mostSignificantBits the key's first eight bytes
   * @param leastSignificantBits the key's last eight bytes
   * @return the row, which may be beyond the rows that the dataset has, or {@link #NONE} for a key
   *     of another table, seed or origin (one in 2^74 of those passes for a row)
   */
  public long rowOf(long mostSignificantBits, long leastSignificantBits) {
    long row = order.rowAt(mostSignificantBits >>> PERMUTED_SHIFT);
    boolean ours =
        mostSignificantBits(row) == mostSignificantBits
            && leastSignificantBits(row) == leastSignificantBits;
    return ours ? row : NONE;
  }
}
