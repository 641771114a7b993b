package dev.pgassay.benchmarks.pool;

import dev.pgassay.db.ConnectionPool;
import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.MeasuredSession;
import dev.pgassay.db.PreparedQuery;
import dev.pgassay.fork.ClientOperation;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkReport.RowSpan;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryTask;
import dev.pgassay.fork.SessionPlan;
import dev.pgassay.stats.Measure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clients that take a connection from one pool for every look-up and give it back after it, as a
 * request of an application does. The session that each client has for itself serves the gate
 * alone.
 */
final class PooledLookup implements ClientTask {
  static final String SIZE = "pool.size";

  /** A wait that no request of an application would stand. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What the pool's sessions call themselves. */
  private static final String POOLED = "pgassay pool";

  private static final double NANOS_PER_MILLI = 1e6;

  private final QueryTask lookup;
  private final ConnectionTarget target;
  private final Map<String, String> settings;
  private final int size;
  private ConnectionPool pool;
  private int users;

  private PooledLookup(ForkContext context, QueryTask lookup) {
    this.lookup = lookup;
    this.target = context.target();
    this.settings = new TreeMap<>(context.settings());
    settings.put("application_name", POOLED);
    this.size = Integer.parseInt(context.input(SIZE));
  }

  static PooledLookup of(ForkContext context, QueryFiles files) {
    return new PooledLookup(context, QueryInputs.task(context, files));
  }

  @Override
  public int queries() {
    return lookup.queries();
  }

  @Override
  public int mostRows() {
    return lookup.mostRows();
  }

  @Override
  public Optional<String> applicationName() {
    return Optional.of(POOLED);
  }

  @Override
  public synchronized ClientOperation open(MeasuredSession session, int client, int clients) {
    if (pool == null) {
      pool = ConnectionPool.open(target, size, LONGEST_WAIT, settings);
    }
    users++;
    return new Operation(pool, lookup.open(session, client, clients));
  }

  /** The last one out closes the pool. */
  private synchronized void leave() {
    users--;
    if (users == 0) {
      pool.close();
      pool = null;
    }
  }

  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    return lookup.violations(((Operation) operation).ofGate, session);
  }

  @Override
  public List<String> violations(RowSpan rows) {
    return lookup.violations(rows);
  }

  @Override
  public List<String> violations(SessionPlan plan) {
    return lookup.violations(plan);
  }

  private final class Operation implements ClientOperation {
    private final ConnectionPool connections;
    private final ClientOperation ofGate;
    private long executions;
    private long waitedNanos;
    private long longestNanos;

    Operation(ConnectionPool connections, ClientOperation ofGate) {
      this.connections = connections;
      this.ofGate = ofGate;
    }

    @Override
    public int execute(int query, long[] answer) throws SQLException {
      long begin = System.nanoTime();
      try (Connection connection = connections.connection()) {
        long waited = System.nanoTime() - begin;
        waitedNanos += waited;
        longestNanos = Math.max(longestNanos, waited);
        executions++;
        try (PreparedQuery statement =
            PreparedQuery.prepare(connection, lookup.sql(), lookup.parameters(), lookup.shape())) {
          return statement.execute(query, answer);
        }
      }
    }

    @Override
    public Optional<Explained> explained() {
      return ofGate.explained();
    }

    @Override
    public List<Measure> measures() {
      return executions == 0
          ? List.of()
          : List.of(
              new Measure("wait", "ms", waitedNanos / NANOS_PER_MILLI / executions),
              new Measure("longest", "ms", longestNanos / NANOS_PER_MILLI));
    }

    @Override
    public void close() throws SQLException {
      ofGate.close();
      leave();
    }
  }
}
