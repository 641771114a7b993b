package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A copy of the events without one of its indexes, which the forks build.
 *
 * @param context of the workload
 * @param copy without the index
 * @param index name of the index, without a schema
 * @param built the index and its queries
 */
record PreparedBuilds(WorkloadContext context, EventsCopy copy, String index, Built built)
    implements PreparedWorkload {

  /** The index that is built, and the queries that check it. */
  interface Built {
    /** Returns the statement that builds it. */
    String sql(Parameters point);

    /** Returns the queries that the index must answer. */
    QueryInputs queries(Parameters point) throws InterruptedException;

    /** Returns the question behind those answers; empty if they are no neighbours. */
    default Optional<GroundTruthTask> truth() {
      return Optional.empty();
    }

    /**
     * Refuses a point whose parameters this server would accept and ignore.
     *
     * @throws NotAvailable saying why
     */
    default void requireAvailable(Parameters point) {}

    /** Returns further settings of the session for these queries. */
    Map<String, String> querySettings();
  }

  static PreparedBuilds of(WorkloadContext context, String label, String index, Maker maker)
      throws InterruptedException {
    EventsCopy copy = EventsCopy.make(context, label, made -> made.dropIndex(index));
    return new PreparedBuilds(context, copy, index, maker.on(copy));
  }

  /** Makes the definition of the index for a copy. */
  @FunctionalInterface
  interface Maker {
    Built on(EventsCopy copy);
  }

  @Override
  public Workspace workspace() {
    return copy.workspace();
  }

  @Override
  public Role role() {
    return Role.OWNER;
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = BuildParameters.settings(point);
    settings.putAll(built.querySettings());
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    built.requireAvailable(point);
    Map<String, String> inputs = new TreeMap<>(built.queries(point).toMap());
    inputs.put(BuildTask.INDEX, copy.quoted(index));
    inputs.put(BuildTask.SQL, built.sql(point));
    inputs.put(BuildTask.ROWS, Long.toString(context.dataset().rows(Table.EVENTS)));
    return inputs;
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return built.truth();
  }

  /** Drops the index of the previous point, which would take buffers from the table. */
  @Override
  public void before(Parameters point) {
    copy.execute("cannot drop " + index, "DROP INDEX IF EXISTS " + copy.quoted(index));
  }

  @Override
  public void close() {
    copy.close();
  }
}
