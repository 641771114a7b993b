package dev.pgassay.postgres.telemetry;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.telemetry.ServerCounters.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Observes what a server does for measured sessions, over connections of its own. Work is counted
 * only between {@link #begin} and {@link #end}, which may be called many times; call them while no
 * measured session executes anything. A fault of the telemetry ends the telemetry and not the
 * measurement. An interval without counts would reduce the apparent work of each operation, so that
 * only the reason is reported then. Not thread-safe.
 */
public final class Telemetry implements AutoCloseable {
  /** A later answer is not worth the wait of a measurement. */
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  private final List<String> notices = new ArrayList<>();
  private final Map<Counter, Double> counters = new EnumMap<>(Counter.class);
  private final Map<String, Long> events = new TreeMap<>();
  private final Session session;
  private final WaitSampler sampler;
  private final ServerCounters reader;
  private final Optional<ServerProcesses> processes;
  private Optional<Reading> begun = Optional.empty();
  private double cpuNanosAtBegin;
  private Optional<ServerMemory> memory = Optional.empty();
  private boolean faulty;

  private Telemetry(
      Session session, ConnectionTarget target, Optional<Long> queryId, Executing executing) {
    this.session = session;
    this.reader = ServerCounters.of(session, queryId, notices);
    this.processes = ServerProcesses.of(session);
    if (processes.isEmpty()) {
      notices.add(
          "no processor time and memory of the server: its processes cannot be seen from here");
    }
    this.sampler = WaitSampler.open(target, executing);
  }

  /**
   * Begins to observe.
   *
   * @param target of a role that may read the statistics of all sessions
   * @param queryId identifies the measured statement, if the server computes that
   * @param executing the measured sessions
   * @return the telemetry, which counts nothing yet
   * @throws Failure if the server refuses
   */
  public static Telemetry open(
      ConnectionTarget target, Optional<Long> queryId, Executing executing) {
    Session session = Session.open(target, ANSWER_TIMEOUT);
    try {
      return new Telemetry(session, target, queryId, executing);
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  /**
   * Tells whether the measured sessions can be told to flush their counters, which they must do
   * before {@link #begin} and before {@link #end} for exact differences.
   *
   * @return whether the server has {@code pg_stat_force_next_flush()}
   */
  public boolean canFlush() {
    return reader.canFlush();
  }

  /**
   * Looks at one more session, which took the place of a lost one. Any thread may tell.
   *
   * @param backend its process id
   */
  public void add(int backend) {
    sampler.add(backend);
  }

  /** Starts an interval: work from now on counts. */
  public void begin() {
    if (faulty) {
      return;
    }
    try {
      begun = Optional.of(reader.before());
      cpuNanosAtBegin = cpuNanos();
      sampler.look(true);
    } catch (Failure e) {
      begun = Optional.empty();
      fail(e);
    }
  }

  private void fail(Failure failure) {
    faulty = true;
    notices.add(failure.getMessage());
    counters.clear();
    events.clear();
    memory = Optional.empty();
  }

  /** Ends the interval: work from now on does not count. */
  public void end() {
    sampler.look(false);
    if (begun.isEmpty()) {
      return;
    }
    double cpuNanos = cpuNanos();
    try {
      Reading now = reader.after();
      Reading before = begun.get();
      now.counters()
          .forEach(
              (name, value) ->
                  counters.merge(name, value - before.counters().get(name), Double::sum));
      now.events()
          .forEach(
              (name, value) -> events.merge(name, value - before.events().get(name), Long::sum));
      processes.ifPresent(seen -> addProcesses(seen, cpuNanos));
    } catch (Failure e) {
      fail(e);
    }
    begun = Optional.empty();
  }

  private double cpuNanos() {
    return processes.map(ServerProcesses::cpuNanos).orElse(0.0);
  }

  private void addProcesses(ServerProcesses seen, double cpuNanos) {
    counters.merge(Counter.CPU_NANOS, cpuNanos - cpuNanosAtBegin, Double::sum);
    ServerMemory now = seen.memory();
    memory = Optional.of(memory.map(now::most).orElse(now));
  }

  /**
   * Returns the counts so far.
   *
   * @return the sums over all intervals
   */
  public Growth growth() {
    Map<String, Long> waits = new TreeMap<>(sampler.found());
    Map<String, Long> happened = new TreeMap<>(events);
    happened.values().removeIf(count -> count == 0);
    Optional.ofNullable(waits.remove(WaitSampler.AUTOVACUUM))
        .ifPresent(samples -> happened.put(WaitSampler.AUTOVACUUM + " seen", samples));
    List<String> all = new ArrayList<>(notices);
    sampler.fault().ifPresent(all::add);
    return new Growth(
        reader.source(), counters, happened, waits, memory, sampler.disturbances(), all);
  }

  @Override
  public void close() {
    sampler.close();
    session.close();
  }
}
