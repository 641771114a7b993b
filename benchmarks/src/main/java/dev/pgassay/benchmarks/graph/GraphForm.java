package dev.pgassay.benchmarks.graph;

/** The language of a question. */
enum GraphForm {
  /** AGE's Cypher, on the graph. */
  CYPHER,
  /** SQL with a join for each step, on the tables. */
  JOINS,
  /** A recursive query in SQL, on the tables. */
  RECURSIVE;
}
