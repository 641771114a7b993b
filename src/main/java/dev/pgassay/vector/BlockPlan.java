package dev.pgassay.vector;

/**
 * Cuts an exact search into blocks, so that its memory depends neither on the number of rows nor on
 * the number of queries.
 *
 * @param threads number of threads, each with a block of its own
 * @param rows rows of a block
 * @param queries how many queries are multiplied with a block at once
 * @param queriesPerPass how many queries are in memory; more queries take another pass over the
 *     rows
 */
record BlockPlan(int threads, int rows, int queries, int queriesPerPass) {
  /** The memory of all blocks and of the queries of a pass: fits a heap of 512 MB. */
  private static final long BLOCK_BYTES = 128L << 20;

  private static final long QUERY_BYTES = 128L << 20;

  /**
   * The library packs 60 rows and 1,000 queries at a time. The sizes here are these or parts of
   * them.
   */
  private static final int ROW_UNIT = 60;

  private static final int MOST_ROWS = 960;
  private static final int MOST_QUERIES = 999;

  /**
   * The memory that the library allocates for packing in each call: at most 500 x 1,060 + 60 x
   * 1,000.
   */
  private static final long PACKING_BYTES = 4L * (500 * (60 + 1_000) + 60 * 1_000);

  BlockPlan {
    if (threads < 1 || queriesPerPass < 1) {
      throw new IllegalArgumentException(
          "threads and queries per pass must be positive: %d and %d"
              .formatted(threads, queriesPerPass));
    }
    if (rows < 1
        || rows % MatrixProduct.TILE != 0
        || queries < 1
        || queries % MatrixProduct.TILE != 0) {
      throw new IllegalArgumentException(
          "rows and queries of a block must be multiples of %d: %d and %d"
              .formatted(MatrixProduct.TILE, rows, queries));
    }
  }

  /**
   * Chooses blocks as large as the library prefers, if the memory suffices for all threads.
   *
   * @param threadsAsked how many threads may work; fewer do if their blocks would not fit
   */
  static BlockPlan of(int dimensions, long queryCount, int threadsAsked) {
    int perPass = (int) Math.max(MatrixProduct.TILE, QUERY_BYTES / (4L * dimensions));
    int inPass = (int) Math.min(perPass, Math.max(1, queryCount));
    int queries = roundUp(Math.min(MOST_QUERIES, inPass), MatrixProduct.TILE);
    long smallest = bytes(ROW_UNIT, queries, dimensions);
    int threads = (int) Math.max(1, Math.min(threadsAsked, BLOCK_BYTES / smallest));
    int rows = ROW_UNIT;
    while (rows + ROW_UNIT <= MOST_ROWS
        && bytes(rows + ROW_UNIT, queries, dimensions) <= BLOCK_BYTES / threads) {
      rows += ROW_UNIT;
    }
    return new BlockPlan(threads, rows, queries, perPass);
  }

  private static long bytes(int rows, int queries, int dimensions) {
    return 4L * rows * dimensions + 4L * rows * queries + PACKING_BYTES;
  }

  static int roundUp(int count, int unit) {
    return (count + unit - 1) / unit * unit;
  }
}
