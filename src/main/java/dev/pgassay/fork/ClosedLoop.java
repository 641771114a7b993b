package dev.pgassay.fork;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.db.ConnectionPool;
import dev.pgassay.db.MeasuredSession;
import dev.pgassay.db.NearestSearch;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.LatencyLog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A fork's nearest-neighbour searches, each client in a closed loop or on a schedule: opens the
 * pool, lets each client in only through the gate, keeps the time and CPU of the measurement, and
 * leaves the report. Thread-safe.
 */
public final class ClosedLoop implements AutoCloseable {
  private final ForkContext context;
  private final int expectedClients;
  private final ConnectionPool pool;
  private final SearchTask task;
  private final List<SearchClient> clients = new ArrayList<>();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private Optional<SessionPlan> planBefore = Optional.empty();
  private Map<String, String> settings = Map.of();
  private long cpuNanos;
  private long wallNanos;
  private long cpuAtBegin;
  private long wallAtBegin;
  private boolean measuring;
  private Optional<ServerObserver> observer = Optional.empty();

  private ClosedLoop(ForkContext context, int expectedClients, SearchTask task) {
    this.context = context;
    this.expectedClients = expectedClients;
    this.task = task;
    this.pool = ConnectionPool.open(context.target(), expectedClients);
  }

  /**
   * Opens the loop of this process, and ends the process when its host is gone.
   *
   * @param context what the host said
   * @param clients how many clients will join
   * @param task what they execute
   * @return the loop
   */
  public static ClosedLoop open(ForkContext context, int clients, SearchTask task) {
    ParentWatch.start();
    return new ClosedLoop(context, clients, task);
  }

  /**
   * Lets the calling thread in as a client, if its session passes the gate.
   *
   * @param number of the client, from 0
   * @return the client
   * @throws Failure where the gate refuses; the report says why
   */
  public SearchClient join(int number) {
    MeasuredSession session = MeasuredSession.open(pool, context.settings());
    NearestSearch search = NearestSearch.prepare(session.connection(), task.sql(), task.queries());
    int queries = task.queries().size();
    QueryOrder order = new QueryOrder(queries, context.seed(), number, expectedClients);
    SearchClient client =
        new SearchClient(session, search, order, queries, task.gate().expectedRows());
    List<String> violations = new ArrayList<>();
    SessionPlan plan = null;
    try {
      violations.addAll(task.gate().violations(client));
      plan = client.plan();
      violations.addAll(task.gate().violations(plan));
    } catch (SQLException e) {
      violations.add("the search failed: " + e.getMessage());
    }
    admit(client, Optional.ofNullable(plan), violations);
    return client;
  }

  /** Begins a measurement iteration. */
  public synchronized void beginMeasurement() {
    if (observer.isEmpty()) {
      List<MeasuredSession> sessions = clients.stream().map(SearchClient::session).toList();
      observer =
          Optional.of(
              new ServerObserver(
                  context.statistics(), planBefore.flatMap(SessionPlan::queryId), sessions));
    }
    observer.get().begin();
    measuring = true;
    cpuAtBegin = process.getProcessCpuTime();
    wallAtBegin = System.nanoTime();
  }

  /** Ends a measurement iteration, if one was begun. */
  public synchronized void endMeasurement() {
    if (measuring) {
      measuring = false;
      cpuNanos += process.getProcessCpuTime() - cpuAtBegin;
      wallNanos += System.nanoTime() - wallAtBegin;
      observer.ifPresent(ServerObserver::end);
    }
  }

  /** Checks every session once more, writes histograms, answers and the report. */
  public synchronized void report() {
    Set<String> violations = new LinkedHashSet<>();
    SessionPlan planAfter = null;
    Answers answers = new Answers(task.queries().size(), task.gate().expectedRows());
    Map<String, Long> errors = new TreeMap<>();
    for (SearchClient client : clients) {
      planAfter = client.plan();
      violations.addAll(flip(planAfter));
      answers.merge(client.answers());
      client.errors().forEach((state, count) -> errors.merge(state, count, Long::sum));
    }
    Path folder = context.reportFolder();
    String name = name();
    LatencyLog.write(
        folder.resolve(name + ".hlog"), clients.stream().map(SearchClient::recorder).toList());
    answers.write(folder.resolve(name + ".answers"));
    new ForkReport(
            List.copyOf(violations),
            settings,
            planBefore,
            Optional.ofNullable(planAfter),
            clients.stream().mapToLong(client -> client.recorder().operations()).sum(),
            errors,
            seconds(cpuNanos),
            seconds(wallNanos),
            answers.changed(),
            observer.flatMap(ServerObserver::growth),
            Optional.of(name + ".hlog"),
            Optional.of(name + ".answers"),
            analyzedPlan(name))
        .write(folder, name);
  }

  /** Read last: it executes the statement once more. */
  private Optional<String> analyzedPlan(String name) {
    if (clients.isEmpty()) {
      return Optional.empty();
    }
    String file = name + ".plan.json";
    try {
      Files.writeString(context.reportFolder().resolve(file), clients.get(0).analyzedPlan());
      return Optional.of(file);
    } catch (IOException e) {
      throw new Failure("cannot write the plan " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    observer.ifPresent(ServerObserver::close);
    pool.close();
  }

  private synchronized void admit(
      SearchClient client, Optional<SessionPlan> plan, List<String> violations) {
    settings = client.session().settings();
    if (!violations.isEmpty()) {
      ForkReport.refused(violations, settings, plan).write(context.reportFolder(), name());
      throw new Failure("the gate refused: " + String.join("; ", violations));
    }
    planBefore = planBefore.or(() -> plan);
    clients.add(client);
  }

  private List<String> flip(SessionPlan after) {
    return planBefore
        .filter(before -> !before.fingerprint().equals(after.fingerprint()))
        .map(
            before ->
                List.of(
                    "the plan changed while measuring, from "
                        + before.text().replace("\n", " >")
                        + " to "
                        + after.text().replace("\n", " >")))
        .orElse(List.of());
  }

  private static String name() {
    return String.format("fork-%d-%d", System.currentTimeMillis(), ProcessHandle.current().pid());
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}
