package dev.pgassay.measure.client;

import java.util.SplittableRandom;

/**
 * The order of a client's queries: one shuffled round trip, the same for every fork with the same
 * seed, with another starting point for each client. Not thread-safe.
 */
public final class QueryOrder {
  private final int[] order;
  private int next;

  /**
   * Shuffles the queries.
   *
   * @param queries number of queries, at least 1
   * @param seed the same seed gives the same order
   * @param client number of the client, from 0
   * @param clients number of clients
   */
  public QueryOrder(int queries, long seed, int client, int clients) {
    order = new int[queries];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < queries; i++) {
      // Fisher and Yates' shuffle, inside out (Knuth, TAOCP volume 2, algorithm P).
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    next = (int) ((long) queries * client / clients);
  }

  /** Returns the number of the next query, from 0. */
  public int next() {
    int query = order[next];
    next = next + 1 == order.length ? 0 : next + 1;
    return query;
  }
}
