package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.random.Draws.Cursor;

/** Draws when a speaker, a company or a topic was entered and last changed. */
final class EntityHistory {
  private static final long OLDEST_MICROS = 1_800 * EventSchedule.DAY_MICROS;

  private EntityHistory() {}

  /**
   * Writes the columns {@code created_at} and {@code updated_at}: any time up to the data's present
   * day.
   */
  static void write(Cursor draws, RowSink sink) {
    long age = draws.nextBelow(OLDEST_MICROS);
    sink.writeTimestamp(EventSchedule.PRESENT_MICROS - age);
    sink.writeTimestamp(EventSchedule.PRESENT_MICROS - (long) (age * draws.nextUniform()));
  }
}
