package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ClientGate.Findings;
import dev.pgassay.measure.client.Reconnection.Patience;
import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The clients of a fork, in a closed loop, an open one or a cold pass. They join through the gate,
 * are measured in iterations, and write one report for the host. Thread-safe.
 *
 * <p>The order of calls is {@link #join} for each client, {@link #beginMeasurement} and {@link
 * #endMeasurement} for each iteration, {@link #report} and {@link #close}.
 */
public final class MeasuredClients implements AutoCloseable {
  private final Setup setup;
  private final Optional<ConnectionPool> ownPool;
  private final ClientGate gate;
  private final MeasurementClock clock = new MeasurementClock();
  private final ForkObserver observer = new ForkObserver();
  private final List<MeasuredClient> clients = new ArrayList<>();
  private boolean measuresAfterWarmUp;
  private boolean reported;

  /** The clients' context, task and number. */
  private record Setup(
      ForkContext context, ClientTask task, int clients, Part part, Patience patience) {
    QueryOrder order(int client) {
      return new QueryOrder(
          task.queries(), context.seed(), part.number() * clients + client, part.parts() * clients);
    }
  }

  /**
   * The part of the queries with which the clients begin, if several sets of clients share the
   * queries.
   */
  private record Part(int number, int parts) {
    static final Part WHOLE = new Part(0, 1);
  }

  private MeasuredClients(Setup setup, ClientGate gate, Optional<ConnectionPool> ownPool) {
    this.setup = setup;
    this.gate = gate;
    this.ownPool = ownPool;
  }

  /**
   * Opens the clients of this process, and ends the process when its host has ended.
   *
   * @param context from the host
   * @param clients number of clients that will join
   * @param task of the clients
   * @return the clients, none of which has joined
   */
  public static MeasuredClients open(ForkContext context, int clients, ClientTask task) {
    return open(context, clients, task, Patience.DEFAULT);
  }

  /**
   * @param patience with a server that does not answer
   */
  static MeasuredClients open(
      ForkContext context, int clients, ClientTask task, Patience patience) {
    ParentWatch.start();
    return open(new Setup(context, task, clients, Part.WHOLE, patience), Optional.empty());
  }

  /**
   * Opens clients on connections of the caller's pool, and returns the connections on closing.
   *
   * @param context from the host
   * @param pool has as many free connections to the context's target as there are clients
   * @param clients number of clients that will join
   * @param task of the clients
   * @return the clients, none of which has joined
   */
  public static MeasuredClients open(
      ForkContext context, ConnectionPool pool, int clients, ClientTask task) {
    ParentWatch.start();
    Setup setup = new Setup(context, task, clients, Part.WHOLE, Patience.DEFAULT);
    return new MeasuredClients(setup, gate(setup, pool, Optional.empty()), Optional.empty());
  }

  private static MeasuredClients open(Setup setup, Optional<SessionPlan> planBefore) {
    ConnectionPool pool = ConnectionPool.open(setup.context().target(), setup.clients());
    return new MeasuredClients(setup, gate(setup, pool, planBefore), Optional.of(pool));
  }

  private static ClientGate gate(
      Setup setup, ConnectionPool pool, Optional<SessionPlan> planBefore) {
    return new ClientGate(
        pool, setup.context().settings(), setup.task(), setup.clients(), planBefore);
  }

  /**
   * Opens as many clients with the same task in new sessions, after these are closed and the server
   * was made cold. Their report tells if the plan differs from the one that this gate saw.
   *
   * @param number of the part of all queries with which the clients begin, from 0
   * @param parts number of parts
   * @return the clients, which {@linkplain #joinAllUnchecked join unchecked}
   */
  public MeasuredClients reopened(int number, int parts) {
    Setup again =
        new Setup(
            setup.context(),
            setup.task(),
            setup.clients(),
            new Part(number, parts),
            setup.patience());
    return open(again, gate.planBefore());
  }

  /**
   * Announces iterations that warm up. The observer of the server is opened during them, so that
   * the first measurement need not wait for it. Call it before clients join.
   */
  public synchronized void measuresAfterWarmUp() {
    measuresAfterWarmUp = true;
  }

  /**
   * Makes the calling thread a client, if its session passes the gate.
   *
   * @param number of the client, from 0
   * @throws Failure if the gate refuses; the report says why
   */
  public MeasuredClient join(int number) {
    ClientSession session = openOrReport(number);
    Findings findings = gate.check(session);
    if (!findings.violations().isEmpty()) {
      refuse(findings);
      throw new Failure("the gate refused: " + String.join("; ", findings.violations()));
    }
    return admit(number, session);
  }

  /**
   * Joins all clients, one after the other.
   *
   * @return the clients by number
   * @throws Failure if the gate refuses one; the report says why
   */
  public List<MeasuredClient> joinAll() {
    List<MeasuredClient> joined = new ArrayList<>();
    for (int number = 0; number < setup.clients(); number++) {
      joined.add(join(number));
    }
    return joined;
  }

  /**
   * Joins all clients without executing anything, which would warm a cold server. {@link
   * #checkAfterwards} checks them after the measurement.
   *
   * @return the clients by number
   * @throws Failure if a session cannot be opened
   */
  public List<MeasuredClient> joinAllUnchecked() {
    List<MeasuredClient> joined = new ArrayList<>();
    for (int number = 0; number < setup.clients(); number++) {
      joined.add(admit(number, gate.open(number)));
    }
    return joined;
  }

  /**
   * Opens a session. If the server refuses it, its message is also reported, because the host needs
   * it.
   */
  private ClientSession openOrReport(int number) {
    try {
      return gate.open(number);
    } catch (DatabaseFailure e) {
      if (!e.isOfConnection()) {
        refuse(new Findings(List.of(e.getMessage()), Optional.empty()));
      }
      throw e;
    }
  }

  private synchronized void refuse(Findings findings) {
    reported = true;
    newReport().writeRefused(findings);
  }

  private synchronized MeasuredClient admit(int number, ClientSession session) {
    Reconnection reconnection = new Reconnection(this, number, setup.patience());
    MeasuredClient client =
        new MeasuredClient(reconnection, session, setup.order(number), setup.task());
    clients.add(client);
    if (measuresAfterWarmUp && clients.size() == setup.clients()) {
      observer.openInBackground(observerOpener());
    }
    return client;
  }

  /** Opens a session for a client whose connection was lost. */
  ClientSession reenter(int number) {
    ClientSession session = gate.reopen(number);
    synchronized (this) {
      observer.replaced(session.session());
    }
    return session;
  }

  /** Begins a measurement iteration. */
  public synchronized void beginMeasurement() {
    observer.awaitOpen(observerOpener(), sessions());
    observer.begin();
    clock.start(clients);
  }

  private Supplier<ServerObserver> observerOpener() {
    Optional<Long> queryId = gate.planBefore().flatMap(SessionPlan::queryId);
    List<Integer> backends = sessions().stream().map(MeasuredSession::backendPid).toList();
    return () ->
        new ServerObserver(
            setup.context().statistics(),
            queryId,
            setup.task().applicationName(),
            backends,
            this::sessions);
  }

  /** Returns the clients' current sessions, without lost ones. */
  synchronized List<MeasuredSession> sessions() {
    return clients.stream()
        .map(MeasuredClient::session)
        .filter(it -> !it.isLost())
        .map(ClientSession::session)
        .toList();
  }

  /** Informs another observer too of sessions that replace lost ones. */
  synchronized void observedBy(ServerObserver other) {
    observer.shareWith(other);
  }

  /** Ends a measurement iteration, if one was begun. */
  public synchronized void endMeasurement() {
    if (clock.stop(clients)) {
      observer.end();
    }
  }

  /** Checks all clients at the gate after the measurement; the report tells what failed. */
  public synchronized void checkAfterwards() {
    clients.stream()
        .map(MeasuredClient::session)
        .filter(it -> !it.isLost())
        .forEach(gate::checkLate);
  }

  /** Checks every session once more, and writes histograms, answers and the report. */
  public synchronized void report() {
    if (!reported) {
      reported = true;
      newReport().writeComplete(observer.growth());
    }
  }

  /**
   * Ends the recording and reports the counts of all clients so far, as a measurement that is not
   * valid. The first client that gives up calls it, because JMH then ends the fork at once, and the
   * other clients with it. It does not use the server, which may be gone. Does nothing if there is
   * a report already.
   *
   * @param reason why nothing more can be measured, in one line
   */
  public synchronized void abandon(String reason) {
    if (!reported) {
      reported = true;
      clients.forEach(MeasuredClient::endRecording);
      clock.stop(clients);
      newReport().writeAbandoned(reason);
    }
  }

  private ClientsReport newReport() {
    return new ClientsReport(setup.context().reportFolder(), setup.task(), gate, clock, clients);
  }

  @Override
  public void close() {
    observer.close();
    clients.forEach(MeasuredClient::close);
    ownPool.ifPresent(ConnectionPool::close);
  }
}
