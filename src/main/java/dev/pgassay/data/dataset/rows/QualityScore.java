package dev.pgassay.data.dataset.rows;

/**
 * The completeness of an event, from 0 to 1. It sums hundredths, so that the result is exactly the
 * number that the trigger of migration 004 computes. Not thread-safe.
 */
final class QualityScore {
  /** Descriptions with fewer characters count half. */
  static final int LONG_DESCRIPTION = 50;

  private static final int NAME = 15;
  private static final int DESCRIPTION = 10;
  private static final int DESCRIPTION_LONG = 20;
  private static final int STARTS_AT = 10;
  private static final int VENUE = 10;
  private static final int CITY = 10;
  private static final int COUNTRY = 5;
  private static final int WEBSITE = 10;
  private static final int EMBEDDING = 20;

  private int points;

  /** Starts with the properties of every generated event: a name, a start and an embedding. */
  QualityScore reset() {
    points = NAME + STARTS_AT + EMBEDDING;
    return this;
  }

  QualityScore description(int characters) {
    if (characters > 0) {
      points += characters >= LONG_DESCRIPTION ? DESCRIPTION_LONG : DESCRIPTION;
    }
    return this;
  }

  QualityScore venue(boolean present) {
    points += present ? VENUE : 0;
    return this;
  }

  QualityScore city(boolean present) {
    points += present ? CITY + COUNTRY : 0;
    return this;
  }

  QualityScore website(boolean present) {
    points += present ? WEBSITE : 0;
    return this;
  }

  /** Returns the score. */
  double value() {
    return points / 100.0;
  }
}
