package dev.pgassay.benchmarks.filtered;

/** How the server finds the events that are near and pass a filter. */
enum Strategy {
  /** The HNSW index returns its ef_search candidates, and the filter removes some of them. */
  POST_FILTER,
  /** The index scan continues until k rows have passed, in strict order of distance. */
  ITERATIVE_STRICT,
  /**
   * The index scan continues until k rows have passed, out of order; they are sorted afterwards.
   */
  ITERATIVE_RELAXED,
  /** A B-tree on each column of the filter, then all distances. */
  BTREE_SINGLE,
  /** One B-tree on both columns, the topic first, then all distances. */
  BTREE_COMPOSITE,
  /** An HNSW index on only the events that pass. */
  PARTIAL_HNSW,
  /** A table partitioned by classes of the column, with an HNSW index on each partition. */
  PARTITIONS,
  /** The GIN index on the text, then all distances. */
  GIN,
  /** HNSW, GIN and single B-trees; the planner chooses. */
  PLANNER;

  /** Returns the value of pgvector's setting hnsw.iterative_scan. */
  String iterativeScan() {
    return switch (this) {
      case ITERATIVE_STRICT -> "strict_order";
      case ITERATIVE_RELAXED, PLANNER -> "relaxed_order";
      case POST_FILTER, BTREE_SINGLE, BTREE_COMPOSITE, PARTIAL_HNSW, PARTITIONS, GIN -> "off";
    };
  }

  /** Tells whether rows may come out of order, so that they must be sorted afterwards. */
  boolean sortsAfter() {
    return iterativeScan().equals("relaxed_order");
  }

  /** Tells whether an index must return the rows in the order of the distance. */
  boolean byDistance() {
    return switch (this) {
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, PARTIAL_HNSW, PARTITIONS -> true;
      case BTREE_SINGLE, BTREE_COMPOSITE, GIN, PLANNER -> false;
    };
  }

  /** Tells whether the distances of all rows that pass are computed, so that nothing is missed. */
  boolean exact() {
    return switch (this) {
      case BTREE_SINGLE, BTREE_COMPOSITE, GIN -> true;
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, PARTIAL_HNSW, PARTITIONS, PLANNER ->
          false;
    };
  }

  /** Tells whether the strategy supports a filter on an attribute. */
  boolean answers(Attribute attribute) {
    return switch (this) {
      case BTREE_SINGLE, BTREE_COMPOSITE -> attribute != Attribute.TERM;
      case PARTITIONS -> attribute == Attribute.TOPIC || attribute == Attribute.AUDIENCE;
      case GIN -> attribute == Attribute.TERM;
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, PARTIAL_HNSW, PLANNER -> true;
    };
  }
}
