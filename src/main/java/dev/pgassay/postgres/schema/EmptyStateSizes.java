package dev.pgassay.postgres.schema;

import java.util.List;

/**
 * The sizes of a table without any row in it, after migration 001 on PostgreSQL 15. They depend on
 * earlier operations on the table. The review that this schema comes from recorded the second state
 * and called it empty. A test reproduces all of them to the byte.
 *
 * @param table its name
 * @param freshBytes when it has just been made
 * @param rolledBackBytes after one row was inserted and rolled back, not vacuumed
 * @param vacuumedBytes after a {@code VACUUM} of that
 */
public record EmptyStateSizes(
    String table, long freshBytes, long rolledBackBytes, long vacuumedBytes) {
  private static final long KIB = 1024;

  /**
   * Lists the sizes.
   *
   * @return one for each of the seven tables
   */
  public static List<EmptyStateSizes> all() {
    return List.of(
        kibibytes("companies", 48, 96, 104),
        kibibytes("event_companies", 40, 80, 88),
        kibibytes("event_speakers", 40, 80, 88),
        kibibytes("event_topics", 32, 72, 80),
        kibibytes("events", 112, 216, 256),
        kibibytes("speakers", 48, 96, 104),
        kibibytes("topics", 40, 80, 88));
  }

  private static EmptyStateSizes kibibytes(
      String table, long fresh, long rolledBack, long vacuumed) {
    return new EmptyStateSizes(table, fresh * KIB, rolledBack * KIB, vacuumed * KIB);
  }
}
