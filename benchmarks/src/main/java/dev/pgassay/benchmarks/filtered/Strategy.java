package dev.pgassay.benchmarks.filtered;

/** How the events that are near and pass a filter are found. */
enum Strategy {
  /** The HNSW index gives its ef_search candidates, the filter takes away what it takes. */
  POST_FILTER,
  /** The index goes on until k rows passed, in strict order of distance. */
  ITERATIVE_STRICT,
  /** The index goes on until k rows passed, out of order, and they are sorted after. */
  ITERATIVE_RELAXED,
  /** A B-tree on each column of the filter, then all distances. */
  BTREE_SINGLE,
  /** One B-tree on both columns, the topic first, then all distances. */
  BTREE_COMPOSITE,
  /** An HNSW index on the events that pass alone. */
  PARTIAL_HNSW,
  /** A table partitioned by classes of the column, with an HNSW index on each partition. */
  PARTITIONS,
  /** The GIN index on the text, then all distances. */
  GIN,
  /** All of HNSW, GIN and single B-trees, and the planner chooses. */
  PLANNER;

  /** Tells which scan pgvector is to make, as its setting has it. */
  String iterativeScan() {
    return switch (this) {
      case ITERATIVE_STRICT -> "strict_order";
      case ITERATIVE_RELAXED, PLANNER -> "relaxed_order";
      case POST_FILTER, BTREE_SINGLE, BTREE_COMPOSITE, PARTIAL_HNSW, PARTITIONS, GIN -> "off";
    };
  }

  /** Whether rows may come out of their order, so that they must be sorted after. */
  boolean sortsAfter() {
    return iterativeScan().equals("relaxed_order");
  }

  /** Whether the distances of all rows that pass are computed, so that nothing can be missed. */
  boolean exact() {
    return switch (this) {
      case BTREE_SINGLE, BTREE_COMPOSITE, GIN -> true;
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, PARTIAL_HNSW, PARTITIONS, PLANNER ->
          false;
    };
  }

  /** Tells whether a filter on an attribute can be answered so. */
  boolean answers(Attribute attribute) {
    return switch (this) {
      case BTREE_SINGLE, BTREE_COMPOSITE -> attribute != Attribute.TERM;
      case PARTITIONS -> attribute == Attribute.TOPIC || attribute == Attribute.AUDIENCE;
      case GIN -> attribute == Attribute.TERM;
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, PARTIAL_HNSW, PLANNER -> true;
    };
  }
}
