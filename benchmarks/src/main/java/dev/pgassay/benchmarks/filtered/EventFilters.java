package dev.pgassay.benchmarks.filtered;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.vector.RowFilter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The filters of points: as conditions for the server, and as the events that pass according to the
 * generator. Not thread-safe.
 */
final class EventFilters {
  private final WorkloadContext context;
  private final Map<String, BitSet> passing = new HashMap<>();

  EventFilters(WorkloadContext context) {
    this.context = context;
  }

  static Attribute attribute(Parameters point) {
    return point.constant(FilteredSearchWorkload.ATTRIBUTE, Attribute.class);
  }

  /** Returns the filter of a point in SQL. */
  static String condition(Parameters point, DatasetGenerator dataset) {
    return attribute(point).condition(dataset, FilteredSearchWorkload.permille(point));
  }

  String condition(Parameters point) {
    return condition(point, context.dataset());
  }

  /** Returns the filter of a point by row number, named by its condition. */
  Named<RowFilter> of(Parameters point) throws InterruptedException {
    BitSet rows = rows(point);
    return new Named<>(condition(point), row -> rows.get(Math.toIntExact(row)));
  }

  /** Checks that the server selects as many events as the generator. */
  void requireOnServer(Parameters point) throws InterruptedException {
    String condition = condition(point);
    long expected = rows(point).cardinality();
    String table = context.workspace().schema() + ".events";
    try (Session session = Session.open(context.workspace().target(Role.READ_ONLY))) {
      String found =
          session
              .text(
                  "cannot count the events that pass",
                  "SELECT count(*) FROM " + table + " WHERE " + condition)
              .orElseThrow();
      if (!found.equals(Long.toString(expected))) {
        throw new Failure(
            "%s selects %s events where the dataset has %d: drop the database and load again"
                .formatted(condition, found, expected));
      }
    }
  }

  private BitSet rows(Parameters point) throws InterruptedException {
    BitSet rows = passing.get(condition(point));
    if (rows == null) {
      int permille = FilteredSearchWorkload.permille(point);
      rows = attribute(point).rows(context.dataset(), permille, context.progress());
      passing.put(condition(point), rows);
    }
    return rows;
  }
}
