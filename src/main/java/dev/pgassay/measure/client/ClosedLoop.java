package dev.pgassay.measure.client;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.LoopClient.Entry;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.measure.latency.LatencyRecorder;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Measure;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * What a fork's clients execute, each in a closed loop or on a schedule: opens the pool, lets each
 * client in only through the gate, keeps the time and CPU of the measurement, and leaves the
 * report. Thread-safe.
 */
public final class ClosedLoop implements AutoCloseable {
  private static final String STATEMENT_FAILED = "the statement failed";

  private final ForkContext context;
  private final int expectedClients;
  private final Part part;
  private final ConnectionPool pool;
  private final boolean ownsPool;
  private final ClientTask task;
  private final List<LoopClient> clients = new ArrayList<>();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private Optional<SessionPlan> planBefore = Optional.empty();
  private Map<String, String> settings = Map.of();
  private long cpuNanos;
  private long wallNanos;
  private long cpuAtBegin;
  private long wallAtBegin;
  private boolean measuring;
  private long successesAtBegin;
  private long attemptsAtBegin;
  private final List<Double> succeededRatios = new ArrayList<>();
  private boolean measuresSoon;
  private Optional<Future<ServerObserver>> coming = Optional.empty();
  private Optional<ServerObserver> observer = Optional.empty();
  private Optional<ServerObserver> observerOfAll = Optional.empty();
  private final Set<String> lateViolations = new LinkedHashSet<>();
  private boolean reported;

  private ClosedLoop(
      ForkContext context,
      ConnectionPool pool,
      boolean ownsPool,
      int expectedClients,
      ClientTask task,
      Part part) {
    this.context = context;
    this.pool = pool;
    this.ownsPool = ownsPool;
    this.expectedClients = expectedClients;
    this.task = task;
    this.part = part;
  }

  private static ClosedLoop open(ForkContext context, int clients, ClientTask task, Part part) {
    ConnectionPool pool = ConnectionPool.open(context.target(), clients);
    return new ClosedLoop(context, pool, true, clients, task, part);
  }

  /**
   * Opens the loop of this process, and ends the process when its host is gone.
   *
   * @param context what the host said
   * @param clients how many clients will join
   * @param task what they execute
   * @return the loop
   */
  public static ClosedLoop open(ForkContext context, int clients, ClientTask task) {
    ParentWatch.start();
    return open(context, clients, task, Part.WHOLE);
  }

  /**
   * Opens a loop on connections of the caller's, which it gives back when it is closed.
   *
   * @param context what the host said
   * @param pool as many connections to the context's target as there are clients, all of them free
   * @param clients how many clients will join
   * @param task what they execute
   * @return the loop
   */
  public static ClosedLoop open(
      ForkContext context, ConnectionPool pool, int clients, ClientTask task) {
    ParentWatch.start();
    return new ClosedLoop(context, pool, false, clients, task, Part.WHOLE);
  }

  /**
   * Opens a loop of the same clients on sessions of their own, when this one is closed and the
   * server was made cold. Its report tells a plan that is not the one that this loop's gate saw.
   *
   * @param number of the part of all queries that its clients begin with, from 0
   * @param parts in how many the queries are parted
   * @return the loop, in which clients {@linkplain #joinUntried join untried}
   */
  public ClosedLoop reopened(int number, int parts) {
    ClosedLoop loop = open(context, expectedClients, task, new Part(number, parts));
    loop.planBefore = planBefore;
    return loop;
  }

  /** Which of the queries the clients begin with, where forks take turns with them. */
  private record Part(int number, int parts) {
    static final Part WHOLE = new Part(0, 1);

    QueryOrder order(int queries, long seed, int client, int clients) {
      return new QueryOrder(queries, seed, number * clients + client, parts * clients);
    }
  }

  /**
   * Lets the calling thread in as a client, if its session passes the gate.
   *
   * @param number of the client, from 0
   * @return the client
   * @throws Failure where the gate refuses; the report says why
   */
  public LoopClient join(int number) {
    Entry entry = enterOrReport(number);
    LoopClient client = client(number, entry);
    List<String> violations = new ArrayList<>();
    Optional<SessionPlan> plan = Optional.empty();
    try {
      violations.addAll(task.violations(entry.operation(), entry.session()));
      plan = client.plan();
      plan.ifPresent(it -> violations.addAll(task.violations(it)));
    } catch (SQLException e) {
      violations.add(DatabaseFailure.of(STATEMENT_FAILED, e).getMessage());
    }
    admit(client, entry.session().settings(), plan, violations);
    return client;
  }

  /**
   * Lets the calling thread in as a client that executes nothing before it is measured: what the
   * gate executes would warm a cold server. {@link #tryClients} takes it through the gate after.
   *
   * @param number of the client, from 0
   * @return the client
   * @throws Failure where there is no session to be had
   */
  public synchronized LoopClient joinUntried(int number) {
    LoopClient client = client(number, enter(number));
    clients.add(client);
    return client;
  }

  /** Takes all clients through the gate, after they were measured; the report says what failed. */
  public synchronized void tryClients() {
    for (LoopClient client : clients) {
      client.session().ifPresent(session -> tryClient(client, session));
    }
  }

  private void tryClient(LoopClient client, MeasuredSession session) {
    try {
      lateViolations.addAll(task.violations(client.operation(), session));
      settings = session.settings();
    } catch (SQLException e) {
      lateViolations.add(DatabaseFailure.of(STATEMENT_FAILED, e).getMessage());
    }
  }

  /** What the server says of a session that it refuses must reach the host too. */
  private Entry enterOrReport(int number) {
    try {
      return enter(number);
    } catch (DatabaseFailure e) {
      if (!e.isOfConnection()) {
        refuse(List.of(e.getMessage()), Optional.empty());
      }
      throw e;
    }
  }

  private synchronized void refuse(List<String> violations, Optional<SessionPlan> plan) {
    reported = true;
    ForkReport.refused(violations, settings, plan).write(context.reportFolder(), name());
  }

  private LoopClient client(int number, Entry entry) {
    QueryOrder order = part.order(task.queries(), context.seed(), number, expectedClients);
    return new LoopClient(new Reconnection(number), entry, order, task);
  }

  private Entry enter(int number) {
    MeasuredSession session = MeasuredSession.open(pool, context.settings());
    try {
      return new Entry(session, task.open(session, number, expectedClients));
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  /** The way back of a client whose connection was lost. */
  private final class Reconnection implements LoopClient.SessionSource {
    private final int number;

    Reconnection(int number) {
      this.number = number;
    }

    @Override
    public Entry enter() {
      Entry entry = ClosedLoop.this.enter(number);
      try {
        addLate(task.violations(entry.operation(), entry.session()));
        observe(entry.session());
        return entry;
      } catch (SQLException e) {
        entry.session().close();
        throw DatabaseFailure.of("the statement failed after the connection was lost", e);
      } catch (Failure e) {
        entry.session().close();
        throw e;
      }
    }

    @Override
    public void gaveUp(String reason) {
      abandon(reason);
    }
  }

  private synchronized void observe(MeasuredSession session) {
    observer.ifPresent(it -> it.replaced(session));
    observerOfAll.ifPresent(it -> it.replaced(session));
  }

  /** Tells another observer too of sessions that take the place of lost ones. */
  synchronized void observedBy(ServerObserver ofAll) {
    observerOfAll = Optional.of(ofAll);
  }

  /** The clients' sessions as they are at the moment, without those that were lost. */
  synchronized List<MeasuredSession> sessions() {
    return clients.stream().flatMap(client -> client.session().stream()).toList();
  }

  private synchronized void addLate(List<String> violations) {
    lateViolations.addAll(violations);
  }

  /**
   * Ends what is recorded and reports what all clients have counted so far, as a measurement that
   * is not valid. The first client that gives up does: JMH ends the fork at once, and the others
   * with it. The server, which may not be there any more, is not asked for anything. Does nothing
   * where there is a report already.
   *
   * @param reason why there is nothing more to be measured, in one line
   */
  public synchronized void abandon(String reason) {
    if (reported) {
      return;
    }
    reported = true;
    clients.forEach(LoopClient::endRecording);
    stopClock();
    Set<String> violations = new LinkedHashSet<>(lateViolations);
    violations.add(reason);
    String name = name();
    new ForkReport(
            List.copyOf(violations),
            settings,
            planBefore,
            Optional.empty(),
            operations(),
            succeededRatios,
            LatencyLog.failures(recorders()),
            seconds(cpuNanos),
            seconds(wallNanos),
            answers().changed(),
            rows(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(latencyLog(name)),
            Optional.empty(),
            Optional.empty(),
            firstFailure())
        .write(context.reportFolder(), name);
  }

  /**
   * Tells that iterations that warm up come first. What observes the server gets ready in them, so
   * that the first measurement does not wait for it. Call it before clients join.
   */
  public synchronized void measuresAfterWarmUp() {
    measuresSoon = true;
  }

  /** Begins a measurement iteration. */
  public synchronized void beginMeasurement() {
    if (observer.isEmpty()) {
      observer = Optional.of(coming.map(ClosedLoop::awaited).orElseGet(() -> opened(backends())));
      // A client may have lost its session while it warmed up.
      sessions().forEach(observer.get()::replaced);
    }
    observer.get().begin();
    measuring = true;
    successesAtBegin = successes();
    attemptsAtBegin = attempts();
    cpuAtBegin = process.getProcessCpuTime();
    wallAtBegin = System.nanoTime();
  }

  private ServerObserver opened(List<Integer> backends) {
    return new ServerObserver(
        context.statistics(),
        planBefore.flatMap(SessionPlan::queryId),
        task.applicationName(),
        backends,
        this::sessions);
  }

  private List<Integer> backends() {
    return sessions().stream().map(MeasuredSession::backendPid).toList();
  }

  private static ServerObserver awaited(Future<ServerObserver> coming) {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while the server's observer was opened", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the server's observer was not opened", e);
    }
  }

  private void openObserverBeside() {
    List<Integer> backends = backends();
    FutureTask<ServerObserver> opening = new FutureTask<>(() -> opened(backends));
    coming = Optional.of(opening);
    Thread thread = new Thread(opening, "pgassay-observer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends a measurement iteration, if one was begun. */
  public synchronized void endMeasurement() {
    if (stopClock()) {
      observer.ifPresent(ServerObserver::end);
    }
  }

  /** Tells whether it ran. */
  private boolean stopClock() {
    if (!measuring) {
      return false;
    }
    measuring = false;
    cpuNanos += process.getProcessCpuTime() - cpuAtBegin;
    wallNanos += System.nanoTime() - wallAtBegin;
    long tried = attempts() - attemptsAtBegin;
    long succeeded = successes() - successesAtBegin;
    succeededRatios.add(tried == 0 ? 1 : (double) succeeded / tried);
    return true;
  }

  /** Checks every session once more, writes histograms, answers and the report. */
  public synchronized void report() {
    if (reported) {
      return;
    }
    reported = true;
    Set<String> violations = new LinkedHashSet<>(lateViolations);
    Optional<SessionPlan> planAfter = planAfter(violations);
    Answers answers = answers();
    Optional<RowSpan> rows = rows();
    rows.ifPresent(it -> violations.addAll(task.violations(it)));
    Path folder = context.reportFolder();
    String name = name();
    Optional<String> answersFile = Optional.empty();
    if (task.mostRows() > 0) {
      answersFile = Optional.of(name + ".answers");
      answers.write(folder.resolve(name + ".answers"));
    }
    new ForkReport(
            List.copyOf(violations),
            settings,
            planBefore,
            planAfter,
            operations(),
            succeededRatios,
            LatencyLog.failures(recorders()),
            seconds(cpuNanos),
            seconds(wallNanos),
            answers.changed(),
            rows,
            measures(),
            maxima(),
            observer.flatMap(ServerObserver::growth),
            Optional.of(latencyLog(name)),
            answersFile,
            analyzedPlan(name),
            firstFailure())
        .write(folder, name);
  }

  private Answers answers() {
    Answers answers = new Answers(task.queries(), task.mostRows());
    clients.forEach(client -> answers.merge(client.answers()));
    return answers;
  }

  private Optional<String> firstFailure() {
    return clients.stream().flatMap(client -> client.firstFailure().stream()).findFirst();
  }

  private long operations() {
    return clients.stream().mapToLong(client -> client.recorder().operations()).sum();
  }

  private long attempts() {
    return clients.stream().mapToLong(LoopClient::attempts).sum();
  }

  private long successes() {
    return clients.stream().mapToLong(LoopClient::successes).sum();
  }

  private List<LatencyRecorder> recorders() {
    return clients.stream().map(LoopClient::recorder).toList();
  }

  private String latencyLog(String name) {
    String file = name + ".hlog";
    LatencyLog.write(context.reportFolder().resolve(file), recorders());
    return file;
  }

  /** Reads the plan of every session that is left. */
  private Optional<SessionPlan> planAfter(Set<String> violations) {
    Optional<SessionPlan> last = Optional.empty();
    try {
      for (LoopClient client : clients) {
        Optional<SessionPlan> plan = client.plan();
        plan.ifPresent(it -> violations.addAll(flip(it)));
        last = plan.isPresent() ? plan : last;
      }
    } catch (DatabaseFailure e) {
      violations.add(e.getMessage());
    }
    return last;
  }

  private Optional<RowSpan> rows() {
    List<RowSpan> spans = clients.stream().flatMap(client -> client.rows().stream()).toList();
    return spans.stream()
        .reduce(
            (one, other) ->
                new RowSpan(
                    Math.min(one.fewest(), other.fewest()), Math.max(one.most(), other.most())));
  }

  private List<Measure> measures() {
    return Measure.means(clients.stream().map(client -> client.operation().measures()).toList());
  }

  private List<Measure> maxima() {
    return Measure.maxima(clients.stream().map(client -> client.operation().maxima()).toList());
  }

  private Optional<String> analyzedPlan() {
    try {
      return clients.stream().flatMap(client -> client.analyzedPlan().stream()).findFirst();
    } catch (DatabaseFailure ignored) {
      // Whatever it is has been found already: the plan was read a moment ago.
      return Optional.empty();
    }
  }

  /** Read last: it executes the statement once more. */
  private Optional<String> analyzedPlan(String name) {
    Optional<String> plan = analyzedPlan();
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    String file = name + ".plan.json";
    try {
      Files.writeString(context.reportFolder().resolve(file), plan.get());
      return Optional.of(file);
    } catch (IOException e) {
      throw new Failure("cannot write the plan " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    observer.or(() -> coming.map(ClosedLoop::awaited)).ifPresent(ServerObserver::close);
    clients.forEach(LoopClient::close);
    if (ownsPool) {
      pool.close();
    }
  }

  private synchronized void admit(
      LoopClient client,
      Map<String, String> inForce,
      Optional<SessionPlan> plan,
      List<String> violations) {
    settings = inForce;
    if (!violations.isEmpty()) {
      refuse(violations, plan);
      throw new Failure("the gate refused: " + String.join("; ", violations));
    }
    planBefore = planBefore.or(() -> plan);
    clients.add(client);
    if (measuresSoon && clients.size() == expectedClients) {
      openObserverBeside();
    }
  }

  private List<String> flip(SessionPlan after) {
    return planBefore
        .filter(before -> !before.fingerprint().equals(after.fingerprint()))
        .map(
            before ->
                List.of(
                    "the plan changed while measuring, from "
                        + before.line()
                        + " to "
                        + after.line()))
        .orElse(List.of());
  }

  private static String name() {
    return String.format("fork-%d-%d", System.currentTimeMillis(), ProcessHandle.current().pid());
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}
