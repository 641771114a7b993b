package dev.pgassay.postgres.index;

import java.util.Locale;

/** What an index keeps of each vector: a type of pgvector. */
public enum VectorElement {
  /** Four bytes for each component, as in the table. */
  VECTOR,
  /** Two bytes for each component. */
  HALFVEC;

  /**
   * Returns the type's name.
   *
   * @return as in SQL
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
