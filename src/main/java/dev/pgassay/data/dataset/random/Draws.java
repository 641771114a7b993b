package dev.pgassay.data.dataset.random;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Random numbers by address: the same seed, stream, row and index give the same number on every
 * machine and JDK, whatever was drawn before. Any worker can therefore generate any row from its
 * number alone. Immutable and thread-safe; a {@link Cursor} is not.
 *
 * <p>Streams have names, so that two parts of the generator share no numbers. A row's numbers are
 * those of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * 2014) from a state of its own, read at any index, as in counter-based generators (Salmon et al.,
 * "Parallel random numbers: as easy as 1, 2, 3", 2011). Only integer operations and IEEE 754
 * arithmetic are used, with {@link StrictMath} for logarithms; the JDK's own generators promise no
 * such stability for normal variates.
 */
public final class Draws {
  /** The odd number nearest 2^64 divided by the golden ratio: SplitMix64's step. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final long key;

  private Draws(long key) {
    this.key = key;
  }

  /**
   * Opens a stream of rows.
   *
   * @param seed the dataset's seed, any value
   * @param stream its purpose, such as {@code events.name}; another name gives independent numbers
   */
  public static Draws of(long seed, String stream) {
    long hash = FNV_OFFSET;
    for (byte octet : stream.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    return new Draws(mix(mix(seed + STEP) ^ hash));
  }

  /**
   * Returns 64 uniformly random bits.
   *
   * @param row the row, any value
   * @param index which of the row's numbers, any value
   */
  public long bits(long row, int index) {
    return numbered(state(row), index);
  }

  /**
   * Returns a uniform variate.
   *
   * @param row the row, any value
   * @param index which of the row's numbers, any value
   * @return a multiple of 2^-53 from 0 to below 1
   */
  public double uniform(long row, int index) {
    return unit(bits(row, index));
  }

  /**
   * Returns a uniform integer.
   *
   * @param row the row, any value
   * @param index which of the row's numbers, any value
   * @param bound 1 to 2^61
   * @return 0 to {@code bound - 1}
   */
  public long below(long row, int index, long bound) {
    return scaled(bits(row, index), bound);
  }

  /**
   * Returns a standard normal variate.
   *
   * @param row the row, any value
   * @param index which of the row's numbers, any value
   */
  public double normal(long row, int index) {
    return NormalVariate.of(bits(row, index));
  }

  /**
   * Writes the row's standard normal variates of indices 0 to {@code count - 1}.
   *
   * @param row the row, any value
   * @param count number of variates
   * @param target receives them from its start
   */
  public void normals(long row, int count, double[] target) {
    long state = state(row);
    for (int i = 0; i < count; i++) {
      target[i] = NormalVariate.of(numbered(state, i));
    }
  }

  /**
   * Opens a cursor, for rows that take a varying number of draws. It returns the numbers of {@link
   * #bits}, by rising index.
   *
   * @param row the first row
   * @return a cursor at the row's first number
   */
  public Cursor cursor(long row) {
    return new Cursor(row);
  }

  private long state(long row) {
    return mix(key + row * STEP);
  }

  private static long numbered(long state, int index) {
    return mix(state + (index + 1L) * STEP);
  }

  /** SplitMix64's output function, which is David Stafford's variant 13 of MurmurHash3's. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Returns further bits after some that were drawn. */
  static long next(long bits) {
    return mix(bits + STEP);
  }

  /** Returns a uniform variate from 0 to below 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /**
   * Multiplies instead of dividing (Lemire, "Fast random integer generation in an interval", 2019),
   * without his rejection: the bias is below {@code bound * 2^-63}.
   */
  private static long scaled(long bits, long bound) {
    return Math.multiplyHigh(bits >>> 1, bound << 1);
  }

  /** Reads a row's numbers one after the other. Not thread-safe; one per worker. */
  public final class Cursor {
    private long state;
    private int index;

    private Cursor(long row) {
      moveTo(row);
    }

    /**
     * Moves to the first number of a row.
     *
     * @param row any value
     */
    public void moveTo(long row) {
      state = state(row);
      index = 0;
    }

    /** Draws 64 bits. */
    public long nextBits() {
      return numbered(state, index++);
    }

    /** Draws a uniform variate from 0 to below 1. */
    public double nextUniform() {
      return unit(nextBits());
    }

    /**
     * Draws a uniform integer.
     *
     * @param bound 1 to 2^61
     * @return 0 to {@code bound - 1}
     */
    public long nextBelow(long bound) {
      return scaled(nextBits(), bound);
    }

    /**
     * Draws a uniform integer.
     *
     * @param bound at least 1
     * @return 0 to {@code bound - 1}
     */
    public int nextBelow(int bound) {
      return (int) scaled(nextBits(), bound);
    }

    /** Draws a standard normal variate. */
    public double nextNormal() {
      return NormalVariate.of(nextBits());
    }

    /**
     * Draws an order of the numbers 0 to {@code size - 1}, by Fisher and Yates' shuffle.
     *
     * @param size at least 0
     * @return each number once
     */
    public int[] nextPermutation(int size) {
      int[] numbers = new int[size];
      Arrays.setAll(numbers, i -> i);
      for (int i = size - 1; i > 0; i--) {
        int other = nextBelow(i + 1);
        int kept = numbers[i];
        numbers[i] = numbers[other];
        numbers[other] = kept;
      }
      return numbers;
    }
  }
}
