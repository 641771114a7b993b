package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.Map;

/**
 * A copy of the database whose events are loaded repeatedly.
 *
 * @param context of the workload
 * @param copy with an empty table of events
 */
record PreparedBulkLoad(WorkloadContext context, EventsCopy copy) implements PreparedWorkload {
  static PreparedBulkLoad of(WorkloadContext context, LoadIndexes indexes)
      throws InterruptedException {
    return new PreparedBulkLoad(
        context,
        EventsCopy.make(
            context,
            "load_" + Words.word(indexes),
            made -> {
              String events = made.quoted(EventsCopy.EVENTS);
              made.execute("cannot empty the events", "TRUNCATE " + events + " CASCADE");
              made.execute("cannot drop indexes of the events", indexes.dropSql(events));
              made.execute(
                  "cannot disable the trigger",
                  "ALTER TABLE " + events + " DISABLE TRIGGER events_quality");
            }));
  }

  @Override
  public Workspace workspace() {
    return copy.workspace();
  }

  /** Only the owner of a table may truncate it. */
  @Override
  public Role role() {
    return Role.OWNER;
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(
        Map.of("statement_timeout", "1h", "client_connection_check_interval", "1s"));
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) {
    int count = point.integer(BulkLoadWorkload.ROWS);
    if (count > context.dataset().rows(Table.EVENTS)) {
      throw new NotAvailable(
          "the dataset has only %d events to load; name fewer with --param rows"
              .formatted(context.dataset().rows(Table.EVENTS)));
    }
    LoadMethod method = point.constant(BulkLoadWorkload.METHOD, LoadMethod.class);
    LoadRows rows = new LoadRows(context.dataset(), count, context.scratch());
    return Map.of(
        BulkLoadTask.METHOD, Words.word(method),
        BulkLoadTask.ROWS, Integer.toString(count),
        BulkLoadTask.SCHEMA, copy.workspace().schema(),
        BulkLoadTask.TABLE, EventsCopy.EVENTS,
        BulkLoadTask.COLUMNS, String.join(",", context.dataset().columns(Table.EVENTS)),
        BulkLoadTask.DIGEST, rows.digest(),
        BulkLoadTask.SOURCE,
            switch (method) {
              case COPY_BINARY -> rows.binary().toString();
              case COPY_TEXT -> rows.text().toString();
              case INSERT_1, INSERT_PIPELINED, INSERT_10, INSERT_100, INSERT_1000 ->
                  rows.parameters().toString();
            });
  }

  @Override
  public void close() {
    copy.close();
  }
}
