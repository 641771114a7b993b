package dev.pgassay.selfcheck.overhead;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients of this JVM that loop during a turn, each in a thread of its own. */
final class JdbcArm implements TurnTaker {
  /** One client. */
  interface Client {
    /** Executes the statement for a query and reads every row. */
    void execute() throws SQLException;

    /** Called at the beginning of a turn. */
    default void begin() {}

    /** Called at the end of a turn. */
    default void end() {}
  }

  private static final int LARGEST_COUNT = 200_000;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final List<Client> clients;
  private final double ratio;
  private final ExecutorService threads;
  private final List<long[]> latencies = new ArrayList<>();
  private final List<TurnFigures> figures = new ArrayList<>();

  /**
   * @param clients the caller closes them
   * @param ratio of the closed loop's rate at which they send, parking until the next request is
   *     due; 0 for the closed loop
   */
  JdbcArm(List<Client> clients, double ratio) {
    this.clients = List.copyOf(clients);
    this.ratio = ratio;
    this.threads = Executors.newFixedThreadPool(clients.size());
    // No turn should collect garbage.
    clients.forEach(client -> latencies.add(new long[LARGEST_COUNT]));
  }

  @Override
  public void take(Duration length, double closedPerSecond, boolean counts)
      throws InterruptedException {
    TurnFigures seen = turn(length.toNanos(), ratio * closedPerSecond);
    if (counts) {
      figures.add(seen);
    }
  }

  @Override
  public List<TurnFigures> figures() {
    return figures;
  }

  private TurnFigures turn(long nanos, double perSecond) throws InterruptedException {
    long begun = System.nanoTime();
    long interval = perSecond == 0 ? 0 : Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    Pace pace = new Pace(begun, begun + nanos, interval, new AtomicLong());
    List<Callable<Executed>> loops = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      long[] kept = latencies.get(i);
      loops.add(() -> loop(client, kept, pace));
    }
    List<long[]> all = new ArrayList<>();
    double rate = 0;
    double cpuNanos = 0;
    for (Future<Executed> loop : threads.invokeAll(loops)) {
      try {
        Executed executed = loop.get();
        all.add(executed.latencies());
        rate += executed.perSecond();
        cpuNanos += executed.cpuNanos();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed", e.getCause());
      }
    }
    long[] sample = all.stream().flatMapToLong(Arrays::stream).toArray();
    return new TurnFigures(TurnFigures.median(sample), rate, cpuNanos / sample.length);
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  /**
   * The due times of requests. A free client takes the next one, as in an open loop. They are due
   * at once if the interval is 0.
   */
  private record Pace(long begun, long until, long interval, AtomicLong taken) {
    /** Waits for the next request; false if there is none before the end. */
    boolean await() {
      if (interval == 0) {
        return System.nanoTime() < until;
      }
      long due = begun + interval * taken.getAndIncrement();
      if (due >= until) {
        return false;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return true;
    }
  }

  /**
   * The results of a client in a turn. It begins with nothing in flight and ends with its last
   * statement, which began in the turn.
   */
  private record Executed(long[] latencies, long nanos, long cpuNanos) {
    double perSecond() {
      return (double) latencies.length * TimeUnit.SECONDS.toNanos(1) / nanos;
    }
  }

  private static Executed loop(Client client, long[] kept, Pace pace) throws SQLException {
    int count = 0;
    client.begin();
    long cpuBegin = CPU.getCurrentThreadCpuTime();
    long end = pace.begun();
    while (pace.await()) {
      long begin = System.nanoTime();
      client.execute();
      end = System.nanoTime();
      kept[count++] = end - begin;
    }
    long cpuNanos = CPU.getCurrentThreadCpuTime() - cpuBegin;
    client.end();
    return new Executed(Arrays.copyOf(kept, count), Math.max(1, end - pace.begun()), cpuNanos);
  }
}
