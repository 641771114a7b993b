package dev.pgassay.runner.record;

import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.Throughput;
import dev.pgassay.result.run.Warning;
import dev.pgassay.result.run.Warning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Warns of numbers that are doubtful though no gate refuses them. */
final class RunWarnings {
  /** Settings of a server that nobody runs in production: its writes are measured too fast. */
  private static final List<String> DURABILITY =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  /** From half of the processors on, the clients take time that the server would use. */
  private static final double CLIENT_CPU_RATIO = 0.5;

  /**
   * A client whose thread works this share of its time waits little for the server: with more
   * threads, the server would do more.
   */
  private static final double SATURATED_RATIO = 0.75;

  /** Lag is judged by the highest of these for which there are enough samples. */
  private static final List<Percentile> JUDGED =
      List.of(Percentile.P99, Percentile.P95, Percentile.P90, Percentile.P50);

  /** Forks that differ more than this suggest that something else ran on the machine. */
  private static final double FORK_SPREAD_RATIO = 0.2;

  /** Above this share, the clients and not the server make too much of the response time. */
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

  static List<Warning> of(Server server) {
    List<Warning> warnings = new ArrayList<>();
    for (String name : DURABILITY) {
      Server.Setting setting = server.settings().get(name);
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

  static Optional<Warning> of(RecordedBuild build) {
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

  /**
   * Returns the warnings about a point.
   *
   * @param processors of the machine on which its clients ran
   */
  static List<Warning> of(Point point, int processors) {
    List<Warning> warnings = new ArrayList<>();
    clientCpu(point, processors).ifPresent(warnings::add);
    point.openLoad().ifPresent(load -> warnings.addAll(ofSchedule(point, load)));
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

  private static Optional<Warning> clientCpu(Point point, int processors) {
    double ratio = point.forks().stream().mapToDouble(RunWarnings::clientCpuRatio).max().orElse(0);
    int clients = clients(point);
    double threads = Math.min(clients, processors);
    if (ratio > CLIENT_CPU_RATIO) {
      return Optional.of(
          new Warning(
              Kind.CLIENT_CPU,
              String.format(
                  Locale.ROOT,
                  "the clients used %.0f %% of the processors: %s",
                  100 * ratio,
                  name(point)),
              "measure from another machine, or with fewer clients"));
    }
    if (ratio * processors > SATURATED_RATIO * threads) {
      return Optional.of(
          new Warning(
              Kind.CLIENT_CPU,
              String.format(
                  Locale.ROOT,
                  "the clients' own threads (%d) were busy for %.0f %% of the time: %s",
                  clients,
                  100 * Math.min(1, ratio * processors / threads),
                  name(point)),
              "measure with more --clients, so that the server is the bottleneck"));
    }
    return Optional.empty();
  }

  private static List<Warning> ofSchedule(Point point, OpenLoad load) {
    List<Warning> warnings = new ArrayList<>();
    if (!load.kept()) {
      warnings.add(notKept(point, load));
    }
    if (load.clientsBusy()) {
      warnings.add(busy(point, load));
    }
    late(point, load).ifPresent(warnings::add);
    return warnings;
  }

  private static Warning notKept(Point point, OpenLoad load) {
    return new Warning(
        Kind.SCHEDULE_NOT_KEPT,
        String.format(
            Locale.ROOT,
            "the schedule was not kept: %.1f of %.1f requests a second were answered, %d requests"
                + " never sent: %s",
            load.achievedPerSecond(),
            load.offeredPerSecond(),
            load.requests().notBegun(),
            name(point)),
        "lower --rate, or raise --clients if the server has idle processors");
  }

  private static Warning busy(Point point, OpenLoad load) {
    return new Warning(
        Kind.CLIENTS_BUSY,
        String.format(
            Locale.ROOT,
            "%.0f %% of the requests found all clients (%d) busy and waited for one: %s",
            100 * load.busyRatio(),
            clients(point),
            name(point)),
        "raise --clients, unless this number of sessions is what you want to measure");
  }

  /** Warns of requests that left late though a client was free and waiting: that is no queueing. */
  private static Optional<Warning> late(Point point, OpenLoad load) {
    return JUDGED.stream()
        .filter(it -> nanos(load.lag(), it).isPresent() && nanos(load.response(), it).isPresent())
        .findFirst()
        .flatMap(
            it ->
                late(
                    point,
                    it,
                    nanos(load.lag(), it).getAsLong(),
                    nanos(load.response(), it).getAsLong()));
  }

  private static Optional<Warning> late(
      Point point, Percentile percentile, long lagNanos, long responseNanos) {
    return lagNanos > LAG_RATIO * responseNanos
        ? Optional.of(
            new Warning(
                Kind.CLIENT_CPU,
                String.format(
                    Locale.ROOT,
                    "the clients were late: p%.0f of their lag is %.2f ms, of the response time"
                        + " %.2f ms: %s",
                    percentile.rank(),
                    lagNanos / 1e6,
                    responseNanos / 1e6,
                    name(point)),
                "measure from another machine, or at a lower rate"))
        : Optional.empty();
  }

  private static OptionalLong nanos(Optional<Latency> latency, Percentile percentile) {
    return latency.map(it -> it.percentileNanos(percentile)).orElse(OptionalLong.empty());
  }

  private static int clients(Point point) {
    return Integer.parseInt(point.parameters().getOrDefault(ParameterNames.CLIENTS, "1"));
  }

  private static Warning disturbed(Point point, ServerWork work) {
    return new Warning(
        Kind.DISTURBANCE,
        "the server did other work during the measurement ("
            + String.join(", ", work.disturbances())
            + "): "
            + name(point),
        "measure again, or longer, so that this work has the share that it has in production");
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
