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
 * Counts the server's work over the measured iterations of a fork. If counting fails, the report
 * says so and the measurement continues. Not thread-safe: apart from opening, it is used only while
 * no client executes.
 */
public final class ServerObserver implements AutoCloseable {
  private final Supplier<List<MeasuredSession>> sessions;
  private final boolean ownSessionsExecute;
  private Optional<Telemetry> telemetry = Optional.empty();
  private Optional<String> fault = Optional.empty();

  /**
   * @param target of a role that may read the statistics of all sessions; empty to observe nothing
   * @param queryId identifies the measured statement, if the server computes it
   * @param applicationName of the executing sessions, if they are not the clients' own
   * @param backends the clients' own sessions by the server's numbers of their processes
   * @param sessions the clients' current sessions, without lost ones
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
   * Observes the server's work for the clients of several statements together, because it cannot be
   * told apart.
   *
   * @param target of a role that may read the statistics of all sessions; empty to observe nothing
   * @param all the clients of each statement, who have joined
   * @return the observer, which is informed of sessions that replace lost ones
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

  /** Starts to count. */
  public void begin() {
    telemetry.ifPresent(
        it -> {
          flush(it);
          it.begin();
        });
  }

  /** Stops counting. */
  public void end() {
    telemetry.ifPresent(
        it -> {
          flush(it);
          it.end();
        });
  }

  /** Replaces a lost session of a client. */
  void replaced(MeasuredSession session) {
    if (ownSessionsExecute) {
      telemetry.ifPresent(it -> it.add(session.backendPid()));
    }
  }

  /**
   * Returns the counts.
   *
   * @return the growth, without counters that could not be read; empty if nothing was observed
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
      // The server's process has already added the counts of a lost session, because it does so at
      // its end.
    }
  }
}
