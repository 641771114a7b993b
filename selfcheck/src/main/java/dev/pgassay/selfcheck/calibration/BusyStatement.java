package dev.pgassay.selfcheck.calibration;

import java.util.Map;

/**
 * Makes the server count to a number before it answers a statement: a regression of a known size.
 * The number is a setting of the session, so the statement and its plan are the same for every
 * number.
 */
final class BusyStatement {
  /** Anyone may create a setting with a dot in its name that belongs to no module. */
  private static final String ROWS = "pgassay_calibration.rows";

  private BusyStatement() {}

  /** Returns the settings of a session whose statements count this many rows. */
  static Map<String, String> counting(long rows) {
    return Map.of(ROWS, Long.toString(rows));
  }

  /** Adds the count, which is executed once, before the first row, because it refers to no row. */
  static String rewrite(String sql) {
    return """
        SELECT answer.*
        FROM (
        %s
        ) AS answer
        WHERE (
          SELECT count(*)
          FROM (SELECT generate_series(1, current_setting('%s')::bigint)) AS busy
        ) >= 0
        """
        .formatted(sql, ROWS);
  }
}
