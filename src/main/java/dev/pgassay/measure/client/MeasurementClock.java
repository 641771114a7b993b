package dev.pgassay.measure.client;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sums up the time and the CPU time of this JVM over the measured iterations, and records for each
 * the share of successful executions. Not thread-safe.
 */
final class MeasurementClock {
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<Double> succeededRatios = new ArrayList<>();
  private long cpuNanos;
  private long wallNanos;
  private boolean runs;
  private long attemptsAtStart;
  private long successesAtStart;
  private long cpuAtStart;
  private long wallAtStart;

  /**
   * Begins an iteration.
   *
   * @param clients that execute in it
   */
  void start(List<MeasuredClient> clients) {
    runs = true;
    successesAtStart = successes(clients);
    attemptsAtStart = attempts(clients);
    cpuAtStart = process.getProcessCpuTime();
    wallAtStart = System.nanoTime();
  }

  /**
   * Ends an iteration, if one was begun.
   *
   * @param clients that executed in it
   * @return whether one was begun
   */
  boolean stop(List<MeasuredClient> clients) {
    if (!runs) {
      return false;
    }
    runs = false;
    cpuNanos += process.getProcessCpuTime() - cpuAtStart;
    wallNanos += System.nanoTime() - wallAtStart;
    long tried = attempts(clients) - attemptsAtStart;
    long succeeded = successes(clients) - successesAtStart;
    succeededRatios.add(tried == 0 ? 1 : (double) succeeded / tried);
    return true;
  }

  double cpuSeconds() {
    return seconds(cpuNanos);
  }

  double wallSeconds() {
    return seconds(wallNanos);
  }

  /**
   * Returns the share of successful executions of each iteration, from 0 to 1; 1 if nothing was
   * executed in it.
   */
  List<Double> succeededRatios() {
    return List.copyOf(succeededRatios);
  }

  private static long attempts(List<MeasuredClient> clients) {
    return clients.stream().mapToLong(MeasuredClient::attempts).sum();
  }

  private static long successes(List<MeasuredClient> clients) {
    return clients.stream().mapToLong(MeasuredClient::successes).sum();
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}
