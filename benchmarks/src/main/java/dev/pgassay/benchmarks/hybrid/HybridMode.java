package dev.pgassay.benchmarks.hybrid;

/** The rankings of a search. */
enum HybridMode {
  /** Ranked by ts_rank for the words of the query. */
  TEXT,
  /** Ranked by the distance to the query's vector. */
  VECTOR,
  /** Both rankings, fused by their reciprocal ranks. */
  HYBRID;
}
