package dev.pgassay.benchmarks.churn;

import dev.pgassay.vector.RowFilter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * The rows that remain after random deletes and as many inserts, round by round. The initial rows
 * have the first numbers, and new rows continue them. Not thread-safe.
 */
final class ChurnedRows {
  private final int[] rows;
  private final int perRound;
  private final long seed;
  private final BitSet live = new BitSet();
  private int rounds;

  /**
   * @param events number of rows at the beginning and after every round
   * @param perRound number of rows that each round replaces, 1 to all
   * @param seed of the choice
   */
  ChurnedRows(int events, int perRound, long seed) {
    if (perRound < 1 || perRound > events) {
      throw new IllegalArgumentException(
          "a round replaces 1 to %d rows: %d".formatted(events, perRound));
    }
    this.rows = new int[events];
    Arrays.setAll(rows, row -> row);
    this.perRound = perRound;
    this.seed = seed;
    live.set(0, events);
  }

  /**
   * The changes of one round.
   *
   * @param deleted numbers of the deleted rows
   * @param firstInserted number of the first inserted row
   * @param inserted number of inserted rows, with consecutive numbers
   */
  record Round(long[] deleted, long firstInserted, int inserted) {}

  /** Makes a round, which deletes every row, old or new, with the same probability. */
  Round next() {
    // The first places of an incomplete shuffle (Durstenfeld 1964) are a random sample.
    SplittableRandom random = new SplittableRandom(seed + rounds);
    long[] deleted = new long[perRound];
    int inserted = Math.addExact(rows.length, Math.multiplyExact(rounds, perRound));
    for (int i = 0; i < perRound; i++) {
      int chosen = i + random.nextInt(rows.length - i);
      int gone = rows[chosen];
      rows[chosen] = rows[i];
      rows[i] = inserted + i;
      deleted[i] = gone;
      live.clear(gone);
    }
    live.set(inserted, inserted + perRound);
    rounds++;
    return new Round(deleted, inserted, perRound);
  }

  /** Returns the number of all rows so far, including deleted ones. */
  long everInserted() {
    return rows.length + (long) rounds * perRound;
  }

  /** Returns a name that no other rounds on as many events share. */
  String name() {
    return "after " + rounds + " rounds of " + perRound + " rows each";
  }

  /** Returns a filter that passes live rows; not to be used during {@link #next}. */
  RowFilter live() {
    return row -> live.get(Math.toIntExact(row));
  }
}
