package dev.pgassay.selfcheck.calibration;

import java.util.Map;

/**
 * A statement that makes the server count so many rows of no table before it answers: a regression
 * of a known size. The number is a setting of the session, so the statement and its plan are the
 * same for every number.
 */
final class BusyStatement {
  /** A name with a dot that belongs to no module is a setting that anyone may make up. */
  private static final String ROWS = "pgassay_calibration.rows";

  private BusyStatement() {}

  /** The settings of a session whose statements count so many rows. */
  static Map<String, String> counting(long rows) {
    return Map.of(ROWS, Long.toString(rows));
  }

  /** The count is taken once, before the first row, since it refers to none. */
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
