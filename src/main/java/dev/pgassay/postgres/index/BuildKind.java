package dev.pgassay.postgres.index;

/** How an access method builds an index: how it uses memory, and what it reports. */
public enum BuildKind {
  /**
   * pgvector's HNSW: the whole graph is built in memory, which a parallel build reserves as shared
   * memory at its start. The server's messages tell how many workers took part, and when the graph
   * no longer fits.
   */
  GRAPH_IN_MEMORY,
  /** Takes memory as needed, and leaves the rest alone. */
  AS_NEEDED;

  /**
   * Tells how the index of a statement is built.
   *
   * @param createSql a CREATE INDEX statement
   * @return {@link #AS_NEEDED} for an access method that is none of {@link IndexType#BUILT_IN}
   */
  public static BuildKind of(String createSql) {
    return IndexType.builtBy(createSql).map(IndexType::build).orElse(AS_NEEDED);
  }
}
