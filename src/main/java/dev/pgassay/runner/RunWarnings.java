package dev.pgassay.runner;

import dev.pgassay.dataset.DatasetSpec;
import dev.pgassay.db.ServerFacts;
import dev.pgassay.result.Fork;
import dev.pgassay.result.IndexBuild;
import dev.pgassay.result.Latency;
import dev.pgassay.result.OpenLoad;
import dev.pgassay.result.Percentile;
import dev.pgassay.result.Point;
import dev.pgassay.result.ServerWork;
import dev.pgassay.result.Throughput;
import dev.pgassay.result.Warning;
import dev.pgassay.result.Warning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What makes a number doubtful though no gate refuses it. */
final class RunWarnings {
  /** Settings of a server that nobody runs in production: its writes are measured too fast. */
  private static final List<String> DURABILITY =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  /** From half of the processors on the clients take what the server would use. */
  private static final double CLIENT_CPU_RATIO = 0.5;

  /** Forks that differ more than this say that something else ran on the machine. */
  private static final double FORK_SPREAD_RATIO = 0.2;

  /** More of the response time than this is made by the clients and not by the server. */
  private static final double LAG_RATIO = 0.25;

  private RunWarnings() {}

  static Optional<Warning> of(DatasetSpec dataset) {
    if (!dataset.negativeControl()) {
      return Optional.empty();
    }
    return Optional.of(
        new Warning(
            Kind.DATASET_STRUCTURE,
            "the vectors of "
                + dataset.name()
                + " have no structure, so recall on them says"
                + " nothing about real embeddings",
            "measure on quick, standard or full"));
  }

  static List<Warning> of(ServerFacts facts) {
    List<Warning> warnings = new ArrayList<>();
    for (String name : DURABILITY) {
      ServerFacts.Setting setting = facts.settings().get(name);
      if (setting != null && setting.value().equals("off")) {
        warnings.add(
            new Warning(
                Kind.SERVER_SETTING,
                name + " is off on this server",
                "set " + name + " to on before comparing loads or writes"));
      }
    }
    return warnings;
  }

  static Optional<Warning> of(IndexBuild build) {
    return build.notices().stream()
        .filter(notice -> notice.contains("no longer fits"))
        .findFirst()
        .map(
            notice ->
                new Warning(
                    Kind.INDEX_BUILD_MEMORY,
                    "building " + build.index() + ": " + notice,
                    "give the build more memory: --set maintenance_work_mem=..."));
  }

  static List<Warning> of(Point point) {
    List<Warning> warnings = new ArrayList<>();
    double cpu = point.forks().stream().mapToDouble(RunWarnings::clientCpuRatio).max().orElse(0);
    if (cpu > CLIENT_CPU_RATIO) {
      warnings.add(
          new Warning(
              Kind.CLIENT_CPU,
              String.format(
                  Locale.ROOT,
                  "the clients took %.0f %% of the processors: %s",
                  100 * cpu,
                  name(point)),
              "measure from another machine, or with fewer clients"));
    }
    point.openLoad().flatMap(load -> late(point, load)).ifPresent(warnings::add);
    point
        .serverWork()
        .filter(work -> !work.disturbances().isEmpty())
        .ifPresent(work -> warnings.add(disturbed(point, work)));
    point
        .throughput()
        .filter(RunWarnings::unstable)
        .ifPresent(it -> warnings.add(unstable(point, it)));
    return warnings;
  }

  /** Requests for which a client was free and waiting left late: that is no queueing. */
  private static Optional<Warning> late(Point point, OpenLoad load) {
    OptionalLong lag = p99(load.lag());
    OptionalLong response = p99(load.response());
    return lag.isPresent()
            && response.isPresent()
            && lag.getAsLong() > LAG_RATIO * response.getAsLong()
        ? Optional.of(
            new Warning(
                Kind.CLIENT_CPU,
                String.format(
                    Locale.ROOT,
                    "the clients themselves were late: p99 of their lag is %.2f of %.2f ms of"
                        + " response time: %s",
                    lag.getAsLong() / 1e6,
                    response.getAsLong() / 1e6,
                    name(point)),
                "measure from another machine, or at a lower rate"))
        : Optional.empty();
  }

  private static OptionalLong p99(Optional<Latency> latency) {
    return latency.map(it -> it.percentileNanos(Percentile.P99)).orElse(OptionalLong.empty());
  }

  private static Warning disturbed(Point point, ServerWork work) {
    return new Warning(
        Kind.DISTURBANCE,
        "the server did other work meanwhile ("
            + String.join(", ", work.disturbances())
            + "): "
            + name(point),
        "measure it again, or longer, so that its share is that of production");
  }

  private static double clientCpuRatio(Fork fork) {
    return fork.clientCpuRatio().orElse(0);
  }

  private static boolean unstable(Throughput throughput) {
    Throughput.Spread forks = throughput.forks();
    return forks.highestPerSecond() - forks.lowestPerSecond()
        > FORK_SPREAD_RATIO * throughput.operationsPerSecond();
  }

  private static Warning unstable(Point point, Throughput throughput) {
    return new Warning(
        Kind.UNSTABLE,
        String.format(
            Locale.ROOT,
            "forks differ: %.0f to %.0f queries per second: %s",
            throughput.forks().lowestPerSecond(),
            throughput.forks().highestPerSecond(),
            name(point)),
        "measure on a quieter machine, or with more --forks and --iterations");
  }

  private static String name(Point point) {
    return point.key().display();
  }
}
