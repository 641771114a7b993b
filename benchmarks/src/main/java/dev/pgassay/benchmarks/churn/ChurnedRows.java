package dev.pgassay.benchmarks.churn;

import dev.pgassay.vector.RowFilter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Which rows are left when rows were deleted at random and as many new ones inserted, round by
 * round. Rows have numbers: those of the beginning come first, new ones are numbered on. Not
 * thread-safe.
 */
final class ChurnedRows {
  private final int[] rows;
  private final int perRound;
  private final long seed;
  private final BitSet live = new BitSet();
  private int rounds;

  /**
   * @param events how many rows there are at the beginning, and after every round
   * @param perRound how many of them each round replaces, 1 to all
   * @param seed decides which
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
   * What a round does.
   *
   * @param deleted numbers of the rows that go
   * @param firstInserted number of the first row that comes
   * @param inserted how many come, with consecutive numbers
   */
  record Round(long[] deleted, long firstInserted, int inserted) {}

  /** Takes a round: every row, old or new, is as likely to go as any other. */
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

  /** How many rows there have been so far, live or not. */
  long everInserted() {
    return rows.length + (long) rounds * perRound;
  }

  /** Tells which rows are left from what any other rounds leave of as many events. */
  String name() {
    return "after " + rounds + " rounds of " + perRound + " rows each";
  }

  /** Lets live rows pass, as they are now: not to be used beside {@link #next}. */
  RowFilter live() {
    return row -> live.get(Math.toIntExact(row));
  }
}
