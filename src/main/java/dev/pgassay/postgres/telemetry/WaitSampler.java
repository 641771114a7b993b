package dev.pgassay.postgres.telemetry;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Samples the wait events of the measured sessions ten times a second, in a thread and a session of
 * its own. A look takes the server a fraction of a millisecond. Thread-safe.
 */
final class WaitSampler implements AutoCloseable {
  /** How the workers of autovacuum are told from measured sessions. */
  static final String AUTOVACUUM = "autovacuum worker";

  private static final String CHECKPOINTER = "checkpointer";
  private static final long INTERVAL_MILLIS = 100;

  /** The longest time between two looks at the same work, if one between them found none. */
  private static final long LONGEST_GAP_MILLIS = 5 * INTERVAL_MILLIS;

  /**
   * The state is hidden for sessions that this role may not look into. The checkpointer has none;
   * it does a checkpoint whenever it does not wait for one to be due.
   */
  private static final String LOOK =
      """
      SELECT CASE
          WHEN backend_type IN ('autovacuum worker', 'checkpointer') THEN backend_type
          ELSE coalesce(wait_event_type || '/' || wait_event, 'running')
        END
      FROM pg_stat_activity
      WHERE ((pid = ANY (?) OR (application_name = ? AND state <> 'idle')
            OR backend_type = 'autovacuum worker') AND state IS NOT NULL)
          OR (backend_type = 'checkpointer' AND wait_event <> 'CheckpointerMain')
      """;

  private final Session session;
  private final Set<Integer> backends;
  private final String applicationName;
  private final Map<String, Long> found = new TreeMap<>();
  private final Disturbances disturbances = new Disturbances(LONGEST_GAP_MILLIS);
  private final Thread thread = new Thread(this::run, "pgassay-waits");
  private boolean looking;
  private boolean closed;
  private Optional<String> fault = Optional.empty();

  private WaitSampler(Session session, Executing executing) {
    this.session = session;
    this.backends = new LinkedHashSet<>(executing.backends());
    this.applicationName = executing.applicationName().orElse(null);
    thread.setDaemon(true);
  }

  /**
   * Opens a sampler, which does not look yet.
   *
   * @param target of a role that may see all sessions
   * @param executing the sessions to look at
   */
  static WaitSampler open(ConnectionTarget target, Executing executing) {
    WaitSampler sampler =
        new WaitSampler(Session.open(target, Telemetry.ANSWER_TIMEOUT), executing);
    // The first look fills the session's caches of the catalogue: not in a measured stretch.
    try {
      sampler.states();
    } catch (Failure e) {
      sampler.close();
      throw e;
    }
    sampler.thread.start();
    return sampler;
  }

  /** Looks at these sessions too, such as one that took the place of a lost one. */
  synchronized void add(int backend) {
    backends.add(backend);
  }

  /** Looks from now on, or no more. */
  synchronized void look(boolean value) {
    looking = value;
    notifyAll();
  }

  /** Returns the states that were found so far, and how often. */
  synchronized Map<String, Long> found() {
    return Map.copyOf(found);
  }

  /** Returns when the server was found doing background work. */
  synchronized List<Disturbance> disturbances() {
    return disturbances.all();
  }

  /** Returns the reason why there are no more samples. */
  synchronized Optional<String> fault() {
    return fault;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    session.close();
  }

  private void run() {
    try {
      while (awaitNext()) {
        add(states());
      }
    } catch (Failure e) {
      end(e.getMessage());
    } catch (InterruptedException e) {
      end("interrupted");
    }
  }

  private List<String> states() {
    return session.rows(
        "cannot sample wait events", row -> row.getString(1), LOOK, backends(), applicationName);
  }

  private synchronized Integer[] backends() {
    return backends.toArray(Integer[]::new);
  }

  /** Waits until it is time to look; false once this is closed. */
  private synchronized boolean awaitNext() throws InterruptedException {
    long lookNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    while (!closed) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(lookNanos - System.nanoTime());
      if (looking && leftMillis <= 0) {
        return true;
      }
      wait(looking ? leftMillis : 0);
    }
    return false;
  }

  /** An answer that arrives after the window has closed does not belong to it. */
  private synchronized void add(List<String> states) {
    if (looking) {
      long now = System.currentTimeMillis();
      states.forEach(state -> add(state, now));
    }
  }

  /** A checkpointer waits for nothing that the measured sessions do. */
  private void add(String state, long epochMillis) {
    if (state.equals(CHECKPOINTER)) {
      disturbances.add("checkpoint", epochMillis);
      return;
    }
    found.merge(state, 1L, Long::sum);
    if (state.equals(AUTOVACUUM)) {
      disturbances.add("autovacuum", epochMillis);
    }
  }

  private synchronized void end(String reason) {
    if (!closed) {
      fault = Optional.of(reason);
    }
  }
}
