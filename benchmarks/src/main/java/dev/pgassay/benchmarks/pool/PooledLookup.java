package dev.pgassay.benchmarks.pool;

import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.PreparedQuery;
import dev.pgassay.stats.Measure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clients that take a connection from one pool for every look-up and return it afterwards, like a
 * request of an application. The session of each client serves only to read the plan.
 */
final class PooledLookup implements ClientTask {
  static final String SIZE = "pool.size";

  /** The longest wait for a connection: more than a request of an application would tolerate. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** The application name of the pool's sessions. */
  private static final String POOLED = "pgassay pool";

  private final QueryTask lookup;
  private final ConnectionTarget target;
  private final Map<String, String> settings;
  private final int size;
  private final PoolFigures figures = new PoolFigures();
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

  /** Leaves the benchmark; the last client closes the pool. */
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
    Operation pooled = (Operation) operation;
    List<String> found = new ArrayList<>(lookup.violations(pooled.ofSession, session));
    found.addAll(lookup.gate().answers(pooled, queries()));
    return found;
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
    private final ClientOperation ofSession;
    private boolean recording;

    Operation(ConnectionPool connections, ClientOperation ofSession) {
      this.connections = connections;
      this.ofSession = ofSession;
    }

    @Override
    public void beginRecording() {
      recording = true;
    }

    @Override
    public void endRecording() {
      recording = false;
    }

    @Override
    public int execute(int query, long[] answer) throws SQLException {
      try (Connection connection = connection()) {
        try (PreparedQuery statement =
            PreparedQuery.prepare(connection, lookup.sql(), lookup.parameters(), lookup.shape())) {
          return statement.execute(query, answer);
        }
      }
    }

    private Connection connection() throws SQLException {
      long begin = System.nanoTime();
      try {
        Connection connection = connections.connection();
        if (recording) {
          figures.waited(System.nanoTime() - begin);
        }
        return connection;
      } catch (SQLTimeoutException e) {
        if (recording) {
          figures.timedOut(System.nanoTime() - begin);
        }
        throw e;
      }
    }

    /** A timeout of the pool is a result of the measurement, not a fault of the server. */
    @Override
    public boolean isOutcome(SQLException failure) {
      return failure instanceof SQLTimeoutException
          && ConnectionPool.TIMEOUT_STATE.equals(failure.getSQLState());
    }

    @Override
    public Optional<Explained> explained() {
      return ofSession.explained();
    }

    @Override
    public List<Measure> measures() {
      return figures.means();
    }

    @Override
    public List<Measure> maxima() {
      return figures.maxima();
    }

    @Override
    public void close() throws SQLException {
      ofSession.close();
      leave();
    }
  }
}
