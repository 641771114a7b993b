package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.index.VectorIndex;

/** Computes the sizes of the portions of a load. */
final class LoadSizes {
  /** About 35 MB, a third of a second of the server's time: the most that an interruption loses. */
  private static final long EVENTS_IN_RANGE = 5_000;

  /** Rows of the other tables have a few hundred bytes. */
  private static final long ROWS_IN_RANGE = 50_000;

  private static final long RANGES_OF_CONNECTION = 10;

  private LoadSizes() {}

  /**
   * Returns how many connections copy a table. While a connection waits for another one to extend
   * the table, the server extends it by up to 64 blocks at once. Some of them stay empty by chance,
   * and every scan reads them. Over two connections, 1,000 events took 172 to 192 blocks and 10,000
   * took 1,672 to 1,764; over one connection the number was constant. They do not matter if each
   * connection fills many more blocks.
   */
  static int connections(Table table, long rows, LoadOptions options) {
    long rowsOfConnection = RANGES_OF_CONNECTION * rowsInRange(table);
    return (int) Math.max(1, Math.min(options.connections(), rows / rowsOfConnection));
  }

  /** The most rows that are copied in one transaction. */
  static long rowsInRange(Table table) {
    return table == Table.EVENTS ? EVENTS_IN_RANGE : ROWS_IN_RANGE;
  }

  /**
   * Returns the settings for building the migrations' own indexes: everything that the largest of
   * them, that of the vectors, can use.
   */
  static BuildSettings buildSettings(LoadSource source, LoadOptions options) {
    return VectorIndex.SCHEMA_DEFAULT.buildSettings(
        options.builds(), source.rows(Table.EVENTS), source.dimensions());
  }
}
