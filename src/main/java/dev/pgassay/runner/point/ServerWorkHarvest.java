package dev.pgassay.runner.point;

import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.postgres.telemetry.Counter;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.postgres.telemetry.ServerMemory;
import dev.pgassay.result.point.ServerWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Adds up what the server did for all forks of a point, and divides it by their operations. */
public final class ServerWorkHarvest {
  private ServerWorkHarvest() {}

  /**
   * Returns the server's work for one operation, over all forks.
   *
   * @param forks the forks' reports
   * @return the work; empty if nothing was observed
   */
  public static Optional<ServerWork> of(Collection<ForkReport> forks) {
    List<Growth> growths = forks.stream().flatMap(fork -> fork.work().stream()).toList();
    if (growths.isEmpty()) {
      return Optional.empty();
    }
    long operations = forks.stream().mapToLong(ForkReport::operations).sum();
    Map<Counter, Double> sums = new EnumMap<>(Counter.class);
    Map<String, Long> waits = new TreeMap<>();
    Map<String, Long> events = new TreeMap<>();
    Set<String> notices = new LinkedHashSet<>();
    for (Growth growth : growths) {
      growth.counters().forEach((counter, value) -> sums.merge(counter, value, Double::sum));
      growth.waits().forEach((wait, count) -> waits.merge(wait, count, Long::sum));
      growth.events().forEach((event, count) -> events.merge(event, count, Long::sum));
      notices.addAll(growth.notices());
    }
    Optional.ofNullable(sums.get(Counter.CALLS))
        .filter(calls -> calls != operations)
        .ifPresent(calls -> notices.add(miscounted(calls, operations)));
    long samples = waits.values().stream().mapToLong(Long::longValue).sum();
    return Optional.of(
        new ServerWork(
            growths.get(0).source(),
            operations == 0 ? Map.of() : perOperation(sums, operations),
            shares(waits, samples),
            samples,
            processes(forks, growths, sums),
            disturbances(events),
            new ArrayList<>(notices)));
  }

  private static Optional<ServerWork.Processes> processes(
      Collection<ForkReport> forks, List<Growth> growths, Map<Counter, Double> sums) {
    double seconds = forks.stream().mapToDouble(ForkReport::measuredSeconds).sum();
    Optional<ServerMemory> memory =
        growths.stream().flatMap(it -> it.memory().stream()).reduce(ServerMemory::most);
    Double cpuNanos = sums.get(Counter.CPU_NANOS);
    if (memory.isEmpty() || cpuNanos == null || seconds <= 0) {
      return Optional.empty();
    }
    double available =
        seconds * TimeUnit.SECONDS.toNanos(1) * Runtime.getRuntime().availableProcessors();
    return Optional.of(
        new ServerWork.Processes(
            Math.min(1, Math.max(0, cpuNanos / available)),
            memory.get().privateBytes(),
            memory.get().sharedBytes()));
  }

  private static String miscounted(double calls, long operations) {
    return String.format(
        Locale.ROOT,
        "the server counted %,.0f executions where %,d were timed: others ran the same statement,"
            + " some failed, or the statistics were reset",
        calls,
        operations);
  }

  private static Map<ServerWork.Counter, Double> perOperation(
      Map<Counter, Double> sums, long operations) {
    Map<ServerWork.Counter, Double> each = new EnumMap<>(ServerWork.Counter.class);
    sums.forEach(
        (counter, sum) ->
            each.put(ServerWork.Counter.valueOf(counter.name()), Math.max(0, sum / operations)));
    return each;
  }

  private static Map<String, Double> shares(Map<String, Long> waits, long samples) {
    Map<String, Double> shares = new TreeMap<>();
    waits.forEach((wait, count) -> shares.put(wait, (double) count / samples));
    return shares;
  }

  private static List<String> disturbances(Map<String, Long> events) {
    return events.entrySet().stream()
        .map(event -> event.getKey() + " x " + event.getValue())
        .toList();
  }
}
