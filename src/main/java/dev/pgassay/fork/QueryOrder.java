package dev.pgassay.fork;

import java.util.SplittableRandom;

/**
 * The order in which a client goes through the queries: one shuffled round trip, the same for every
 * fork with the same seed, in which each client begins at another place. Not thread-safe.
 */
final class QueryOrder {
  private final int[] order;
  private int next;

  QueryOrder(int queries, long seed, int client, int clients) {
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

  int next() {
    int query = order[next];
    next = next + 1 == order.length ? 0 : next + 1;
    return query;
  }
}
