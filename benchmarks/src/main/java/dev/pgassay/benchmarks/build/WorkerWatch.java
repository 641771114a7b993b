package dev.pgassay.benchmarks.build;

import dev.pgassay.postgres.index.BuildMonitor;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.progress.Progress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Counts the workers of builds of one session by polling the server's activity over a connection of
 * its own. A sample takes the server a fraction of a millisecond. Not thread-safe.
 */
final class WorkerWatch implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(WorkerWatch::thread);
  private final BuildMonitor monitor;
  private volatile boolean building;

  WorkerWatch(ConnectionTarget target, int builderPid) {
    this.monitor = new BuildMonitor(target, builderPid, "build", Progress.NONE);
    looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void begin() {
    building = true;
  }

  void end() {
    building = false;
  }

  /** Returns the largest number of workers at any sample of the builds; 0 if none was seen. */
  synchronized int mostWorkers() {
    return monitor.mostWorkers().orElse(0);
  }

  @Override
  public void close() {
    looks.execute(monitor::close);
    looks.shutdown();
  }

  private synchronized void look() {
    if (building) {
      monitor.look();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "pgassay-workers");
    thread.setDaemon(true);
    return thread;
  }
}
