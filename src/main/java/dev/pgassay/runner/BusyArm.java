package dev.pgassay.runner;

import dev.pgassay.fork.QueryInputs;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import java.util.List;
import java.util.Map;

/**
 * An arm whose statement makes the server count so many rows of no table before it answers: a
 * regression of a known size. The statement is the same for every number, so the plan is too.
 */
final class BusyArm extends AbArm {
  /** A name with a dot that belongs to no module is a setting that anyone may make up. */
  private static final String ROWS = "pgassay_calibration.rows";

  BusyArm(PreparedWorkload prepared, long rows) {
    super(prepared, AbChange.of(Map.of(ROWS, Long.toString(rows)), Map.of(), List.of()));
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    return QueryInputs.rewritten(super.forkInputs(point), BusyArm::busy);
  }

  /** The count is taken once, before the first row, since it refers to none. */
  private static String busy(String sql) {
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
