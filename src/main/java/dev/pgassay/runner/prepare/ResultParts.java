package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.ServerFacts;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Turns the objects of the lower packages into the parts of a result. */
public final class ResultParts {
  private ResultParts() {}

  /** Describes a server by its own information in a workspace. */
  static Server server(ServerInfo info, Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      return server(info, ServerFacts.read(session.connection()));
    }
  }

  private static Server server(ServerInfo info, ServerFacts facts) {
    Map<String, Server.Setting> settings = new TreeMap<>();
    facts
        .settings()
        .forEach(
            (name, it) ->
                settings.put(
                    name, new Server.Setting(it.value(), it.changed(), Optional.of(it.source()))));
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

  static Dataset dataset(DatasetGenerator generator, LoadReport report, LoadOptions options) {
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
   * A database keeps its name when the server gets another address, for example in every job of a
   * CI service. The sizes of its tables describe its content.
   */
  static Dataset ownTables(ConnectionTarget target) {
    return Dataset.ofOwnTables(
        target.database(), Sha256.hex("tables of database " + target.database()));
  }

  /**
   * Returns the stored form of a build.
   *
   * @param parameters of the points that it serves; none for an index that no point varies
   */
  public static RecordedBuild indexBuild(IndexBuild build, Map<String, String> parameters) {
    return new RecordedBuild(
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

  private static Dataset.LoadKind kind(LoadReport report) {
    if (report.already()) {
      return Dataset.LoadKind.REUSED;
    }
    return report.attempts() > 1 ? Dataset.LoadKind.RESUMED : Dataset.LoadKind.LOADED;
  }

  /** The time of an earlier load says nothing about this run. */
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
