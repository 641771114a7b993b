package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.telemetry.Executing;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.postgres.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has the server's work counted over the measured iterations of a fork. Where that fails, the
 * report says so and the measurement goes on. Not thread-safe: called while no client executes, but
 * for its opening.
 */
public final class ServerObserver implements AutoCloseable {
  private final Supplier<List<MeasuredSession>> sessions;
  private final boolean ownSessionsExecute;
  private Optional<Telemetry> telemetry = Optional.empty();
  private Optional<String> fault = Optional.empty();

  /**
   * @param target of a role that may read the statistics of all sessions; empty to observe nothing
   * @param queryId identifies the measured statement, where the server computes that
   * @param applicationName of the sessions that execute, where they are not the clients' own
   * @param backends the clients' own sessions by the server's numbers of their processes
   * @param sessions the clients' own as they are at the moment, without those that were lost
   */
  ServerObserver(
      Optional<ConnectionTarget> target,
      Optional<Long> queryId,
      Optional<String> applicationName,
      List<Integer> backends,
      Supplier<List<MeasuredSession>> sessions) {
    this.sessions = sessions;
    this.ownSessionsExecute = applicationName.isEmpty();
    try {
      telemetry =
          target.map(
              it ->
                  Telemetry.open(
                      it,
                      queryId,
                      applicationName
                          .map(Executing::named)
                          .orElseGet(() -> Executing.backends(backends))));
    } catch (Failure e) {
      fault = Optional.of(e.getMessage());
    }
  }

  /**
   * Observes the server's work for the clients of several statements together, which cannot be told
   * apart.
   *
   * @param target of a role that may read the statistics of all sessions; empty to observe nothing
   * @param all the clients of each statement, who have joined
   * @return the observer, which hears of sessions that replace lost ones
   */
  public static ServerObserver ofAll(Optional<ConnectionTarget> target, List<MeasuredClients> all) {
    Supplier<List<MeasuredSession>> sessions =
        () -> all.stream().flatMap(clients -> clients.sessions().stream()).toList();
    ServerObserver observer =
        new ServerObserver(
            target,
            Optional.empty(),
            Optional.empty(),
            sessions.get().stream().map(MeasuredSession::backendPid).toList(),
            sessions);
    all.forEach(clients -> clients.observedBy(observer));
    return observer;
  }

  /** What is done from now on counts. */
  public void begin() {
    telemetry.ifPresent(
        it -> {
          flush(it);
          it.begin();
        });
  }

  /** What is done from now on does not count. */
  public void end() {
    telemetry.ifPresent(
        it -> {
          flush(it);
          it.end();
        });
  }

  /** Tells that a client has another session in the place of a lost one. */
  void replaced(MeasuredSession session) {
    if (ownSessionsExecute) {
      telemetry.ifPresent(it -> it.add(session.backendPid()));
    }
  }

  /**
   * Returns what was counted.
   *
   * @return the growth, without counters where there was a fault; empty where nothing was observed
   */
  public Optional<Growth> growth() {
    return fault
        .map(
            why ->
                new Growth(
                    "nothing",
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(why)))
        .or(() -> telemetry.map(Telemetry::growth));
  }

  @Override
  public void close() {
    telemetry.ifPresent(Telemetry::close);
  }

  private void flush(Telemetry opened) {
    if (opened.canFlush()) {
      sessions.get().forEach(ServerObserver::flush);
    }
  }

  private static void flush(MeasuredSession session) {
    try {
      session.flushStatistics();
    } catch (Failure ignored) {
      // A session that is lost has handed over its counts: the server's process does when it ends.
    }
  }
}
