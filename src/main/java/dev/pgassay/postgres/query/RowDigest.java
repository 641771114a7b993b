package dev.pgassay.postgres.query;

/**
 * Two numbers that stand for a row, so that answers of any columns are compared and kept in equal
 * space: two 64-bit FNV-1a hashes (Fowler, Noll and Vo) of the columns' texts that begin from
 * different offsets. It tells rows apart by accident alone, not against an adversary.
 */
public final class RowDigest {
  /** The offset basis of 64-bit FNV. */
  static final long FIRST = 0xcbf29ce484222325L;

  /** Any other: the fractional part of the golden ratio. */
  static final long SECOND = 0x9e3779b97f4a7c15L;

  private static final long PRIME = 0x100000001b3L;

  /** Ends a column, so that columns of other lengths do not run into one another. */
  private static final int END_OF_TEXT = 0x1f;

  private static final int NO_TEXT = 0x00;

  private RowDigest() {}

  /**
   * Digests a row in the same way as {@link RowShape#DIGEST} digests a row from the server.
   *
   * @param columns the texts of its columns in the server's own spelling; null for SQL's null
   * @return two numbers
   */
  public static long[] of(String... columns) {
    long first = FIRST;
    long second = SECOND;
    for (String column : columns) {
      first = extend(first, column);
      second = extend(second, column);
    }
    return new long[] {first, second};
  }

  static long extend(long digest, String text) {
    long longer = digest;
    if (text == null) {
      return (longer ^ NO_TEXT) * PRIME;
    }
    for (int i = 0; i < text.length(); i++) {
      longer = (longer ^ text.charAt(i)) * PRIME;
    }
    return (longer ^ END_OF_TEXT) * PRIME;
  }
}
