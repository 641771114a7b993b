package dev.pgassay.runner.point;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.ServerFacts;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.IndexBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Turns what the lower packages say into the parts of a result. */
public final class ResultParts {
  private ResultParts() {}

  public static Server server(ServerInfo info, ServerFacts facts) {
    Map<String, Server.Setting> settings = new TreeMap<>();
    facts
        .settings()
        .forEach((name, it) -> settings.put(name, new Server.Setting(it.value(), it.changed())));
    return new Server(
        info.source().label(),
        info.display(),
        new Server.Version(info.versionNumber(), facts.build()),
        facts.extensions(),
        settings,
        info.image().map(it -> new Server.Image(it.name(), it.id(), it.registryDigests())),
        info.limits()
            .map(
                it -> new Server.Limits(it.processors(), it.memoryBytes(), it.sharedMemoryBytes())),
        info.notices());
  }

  public static Dataset dataset(
      DatasetGenerator generator, LoadReport report, LoadOptions options) {
    DatasetSpec spec = generator.spec();
    Map<String, Long> rows = new LinkedHashMap<>();
    report.tables().forEach(table -> rows.put(table.table().tableName(), table.rows()));
    return new Dataset(
        spec.name(),
        generator.identity().sha256(),
        spec.content().seed(),
        spec.events(),
        spec.dimensions(),
        spec.content().distribution().kind().label(),
        spec.content().queries().heldOut(),
        Optional.of(
            new Dataset.Load(
                kind(report), rows, copySeconds(report), connections(report, options))));
  }

  /**
   * A database keeps its name where the server gets another address, as it does with every job of a
   * CI service. What is in it, the sizes of its tables tell.
   */
  public static Dataset ownTables(ConnectionTarget target) {
    return Dataset.ofOwnTables(
        target.database(), Sha256.hex("tables of database " + target.database()));
  }

  /**
   * A build as it is stored.
   *
   * @param parameters of the points that it serves; none for an index that no point varies
   */
  public static IndexBuild indexBuild(
      dev.pgassay.postgres.index.IndexBuild build, Map<String, String> parameters) {
    return new IndexBuild(
        build.name(),
        build.sql(),
        parameters,
        build.builtAt(),
        build.sizeBytes(),
        OptionalDouble.of(build.seconds()),
        OptionalLong.of(build.walBytes()),
        build.workers().launched(),
        build.settings(),
        build.notices());
  }

  /** One line for a person who waits. */
  public static String line(int number, int of, Point point) {
    String recall =
        point
            .recall()
            .map(it -> String.format(Locale.ROOT, "  recall@%d %.3f", it.k(), it.meanRatio()))
            .orElse("");
    String latency =
        point
            .latency()
            .filter(it -> it.percentileNanos(Percentile.P50).isPresent())
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "  p50 %.2f ms",
                        (double) it.percentileNanos(Percentile.P50).getAsLong()
                            / TimeUnit.MILLISECONDS.toNanos(1)))
            .orElse("");
    String fault = point.valid() ? "" : "  " + point.validity() + ": " + point.reasons().get(0);
    return String.format(
        Locale.ROOT, "[%d/%d] %s%s%s%s", number, of, point.key().display(), recall, latency, fault);
  }

  private static Dataset.LoadKind kind(LoadReport report) {
    if (report.already()) {
      return Dataset.LoadKind.REUSED;
    }
    return report.sittings() > 1 ? Dataset.LoadKind.RESUMED : Dataset.LoadKind.LOADED;
  }

  /** What an earlier load took says nothing about this run. */
  private static OptionalDouble copySeconds(LoadReport report) {
    return report.already()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            report.tables().stream().mapToDouble(LoadReport.TableLoad::seconds).sum());
  }

  private static OptionalInt connections(LoadReport report, LoadOptions options) {
    return report.already() ? OptionalInt.empty() : OptionalInt.of(options.connections());
  }
}
