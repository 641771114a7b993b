package dev.pgassay.postgres.index;

import java.util.Locale;

/** The type of pgvector in which an index keeps each vector. */
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
