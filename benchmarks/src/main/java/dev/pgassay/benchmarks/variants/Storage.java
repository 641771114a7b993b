package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.data.load.EventsVectorIndex;

/** How the server stores the vectors. */
enum Storage {
  /** Out of line, in the TOAST table: pgvector's default. */
  EXTERNAL,
  /** In the row: one event fills a page, and a sequential scan reads the vectors as well. */
  PLAIN;

  /** The description of the parameter storage. */
  static final String DESCRIPTION =
      "external: vectors out of line, pgvector's default; plain: in the row";

  /** Drops the HNSW index of a copy and moves its vectors. */
  void apply(EventsCopy copy) {
    copy.dropIndex(EventsVectorIndex.NAME);
    if (this == PLAIN) {
      String doing = "cannot store the vectors in their rows";
      String events = copy.quoted(EventsCopy.EVENTS);
      copy.execute(doing, "ALTER TABLE " + events + " ALTER COLUMN embedding SET STORAGE PLAIN");
      copy.execute(doing, "VACUUM (FULL, ANALYZE) " + events);
    }
  }
}
