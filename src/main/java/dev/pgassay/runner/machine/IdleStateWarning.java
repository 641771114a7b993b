package dev.pgassay.runner.machine;

import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.run.Warning;
import dev.pgassay.result.run.Warning.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells when one client waited longer for a query than each of several did. More clients can only
 * queue, so they save nothing but the wake-up time of a processor that fell asleep between two
 * queries: on virtual machines some tens of microseconds for every message.
 */
public final class IdleStateWarning {
  /** Chance and the order of measurement alone can make two equal medians differ this much. */
  private static final double LEAST_RATIO = 1.1;

  private IdleStateWarning() {}

  /** A warning if most settings that were measured both ways show it. */
  public static Optional<Warning> warning(List<Point> points) {
    Collection<TreeMap<Integer, Long>> medians =
        points.stream()
            .filter(Point::valid)
            .filter(point -> median(point).isPresent())
            .collect(
                Collectors.groupingBy(
                    IdleStateWarning::setting,
                    Collectors.toMap(
                        IdleStateWarning::clients,
                        point -> median(point).orElseThrow(),
                        (first, second) -> first,
                        TreeMap::new)))
            .values();
    List<TreeMap<Integer, Long>> compared =
        medians.stream().filter(it -> it.containsKey(1) && it.size() > 1).toList();
    List<TreeMap<Integer, Long>> slower =
        compared.stream().filter(it -> it.get(1) > LEAST_RATIO * several(it).getValue()).toList();
    return 2 * slower.size() > compared.size()
        ? Optional.of(of(slower, compared))
        : Optional.empty();
  }

  private static Warning of(
      List<TreeMap<Integer, Long>> slower, List<TreeMap<Integer, Long>> compared) {
    List<Double> ratios = new ArrayList<>();
    slower.forEach(it -> ratios.add((double) it.get(1) / several(it).getValue()));
    double largest = ratios.stream().mapToDouble(it -> it).max().orElseThrow();
    return new Warning(
        Kind.IDLE_PROCESSORS,
        String.format(
            Locale.ROOT,
            "a query of 1 client took up to %.1f times as long as one of %d, at %d of %d"
                + " settings: processors enter idle states between queries",
            largest,
            several(slower.get(0)).getKey(),
            slower.size(),
            compared.size()),
        "turn off the processors' idle states, or remember that latencies of 1 client include"
            + " waking a processor");
  }

  /** The least number of clients above one, and its median. */
  private static Map.Entry<Integer, Long> several(TreeMap<Integer, Long> medians) {
    return medians.higherEntry(1);
  }

  private static Optional<Long> median(Point point) {
    return point
        .latency()
        .flatMap(latency -> latency.percentileNanos(Percentile.P50).stream().boxed().findFirst());
  }

  private static int clients(Point point) {
    return Integer.parseInt(point.key().parameters().getOrDefault(ParameterNames.CLIENTS, "1"));
  }

  private static List<String> setting(Point point) {
    List<String> setting = new ArrayList<>(List.of(point.key().benchmark()));
    point
        .key()
        .parameters()
        .forEach(
            (name, value) -> {
              if (!name.equals(ParameterNames.CLIENTS)) {
                setting.add(name + "=" + value);
              }
            });
    return setting;
  }
}
