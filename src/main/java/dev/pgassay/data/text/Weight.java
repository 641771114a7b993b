package dev.pgassay.data.text;

/**
 * The label of a position in a {@code tsvector}, with its default weight in {@code ts_rank}. @see
 * <a href="https://www.postgresql.org/docs/current/textsearch-controls.html">PostgreSQL, Ranking
 * Search Results</a>
 */
public enum Weight {
  /** The default label: the city of an event. */
  D(0.1f),
  /** The venue of an event. */
  C(0.2f),
  /** The description of an event. */
  B(0.4f),
  /** The name of an event. */
  A(1.0f);

  private static final Weight[] BY_ORDINAL = values();

  private final float worth;

  Weight(float worth) {
    this.worth = worth;
  }

  float worth() {
    return worth;
  }

  static Weight of(int ordinal) {
    return BY_ORDINAL[ordinal];
  }
}
