package dev.pgassay.data.dataset.random;

/**
 * A random order of the numbers 0 to size - 1 without a table: each place is computed, in both
 * directions. It distributes exact quotas in a random order: row {@code r} gets place {@code
 * at(r)}, and the number of rows in any interval of places is the length of the interval. Immutable
 * and thread-safe.
 *
 * <p>It is a Feistel network over the least even number of bits that can represent the size,
 * repeated until the result is in range (Black and Rogaway, "Ciphers with arbitrary finite
 * domains", 2002); fewer than four steps on average. Not for secrets.
 */
public final class RowPermutation {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] roundKeys = new long[ROUNDS];

  /**
   * Draws a permutation.
   *
   * @param size 1 to 2^62
   * @param draws of its keys
   */
  public RowPermutation(long size, Draws draws) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("size must be between 1 and 2^62: " + size);
    }
    this.size = size;
    int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(size - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      roundKeys[round] = draws.bits(0, round);
    }
  }

  /**
   * Returns the place of a row.
   *
   * @param row 0 to size - 1
   * @return 0 to size - 1, different for each row
   */
  public long at(long row) {
    long place = checked(row);
    do {
      place = forward(place);
    } while (place >= size);
    return place;
  }

  /**
   * Returns the row at a place.
   *
   * @param place 0 to size - 1
   * @return the row for which {@link #at} gives the place
   */
  public long rowAt(long place) {
    long row = checked(place);
    do {
      row = backward(row);
    } while (row >= size);
    return row;
  }

  private long checked(long number) {
    if (number < 0 || number >= size) {
      throw new IndexOutOfBoundsException(number + " is not between 0 and " + (size - 1));
    }
    return number;
  }

  private long forward(long block) {
    long left = block >>> halfBits;
    long right = block & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ scramble(right, round);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  private long backward(long block) {
    long left = block >>> halfBits;
    long right = block & halfMask;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long previous = right ^ scramble(left, round);
      right = left;
      left = previous;
    }
    return left << halfBits | right;
  }

  private long scramble(long half, int round) {
    return Draws.mix(half + roundKeys[round]) & halfMask;
  }
}
