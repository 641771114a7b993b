package dev.pgassay.benchmarks.hybrid;

/** By what events are found. */
enum HybridMode {
  /** By the words of the query, ranked by ts_rank. */
  TEXT,
  /** By the distance to the query's vector. */
  VECTOR,
  /** By both, fused by their reciprocal ranks. */
  HYBRID;
}
