package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.SqlFolder;
import dev.pgassay.runner.ab.AbChange;
import dev.pgassay.runner.ab.AbChange.Former;
import dev.pgassay.runner.rebuild.FormerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say how two arms differ. */
public final class ArmOptions {
  @Option(
      names = "--arm-set",
      paramLabel = "NAME=VALUE",
      description = "Setting of the contender's sessions, such as work_mem=64kB. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--arm-param",
      paramLabel = "NAME=VALUE",
      description = "Benchmark parameter of the contender, such as ef_search=80. Repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--arm-sql",
      paramLabel = "FILE|DIR",
      description =
          "SQL to execute on the contender's copy of the database, such as a migration. A "
              + "folder stands for all its .sql files in the order of their names. Repeatable.")
  private List<Path> scripts = new ArrayList<>();

  @Option(
      names = "--copies",
      description =
          "Compare copies of your own database: base, control and contender work on one each, made "
              + "by CREATE DATABASE ... TEMPLATE, or by pg_dump if other sessions are in the "
              + "database or another role owns it. Takes three times its space, or four. The "
              + "database is only read; the copies are dropped at the end. Needs a role with "
              + "CREATEDB. Default: no copies.")
  private boolean copies;

  @Option(
      names = "--base-rev",
      paramLabel = "REV",
      description =
          "Take the base's files for --sql and --arm-sql from this git revision, such as "
              + "origin/main; the contender uses the present files. Without --sql and --arm-sql, "
              + "the base lacks the migrations of pgassay's schema that were added since. Default: "
              + "none.")
  private Optional<String> revision;

  @Option(
      names = "--arm-database",
      paramLabel = "auto|docker|local|URL",
      description =
          "Give the contender a separate server, loaded like the base's. Default: the base's "
              + "server.")
  private Optional<String> database;

  @Option(
      names = "--arm-image",
      paramLabel = "IMAGE",
      description =
          "Give the contender a separate container of this image, such as "
              + "pgvector/pgvector:pg18. Default: the base's server.")
  private Optional<String> image;

  @Option(
      names = "--arm-server-set",
      paramLabel = "NAME=VALUE",
      description =
          "Give the contender a separate server that starts with this setting, such as "
              + "shared_buffers=64MB. Repeatable.")
  private Map<String, String> serverSettings = new LinkedHashMap<>();

  /** The revision of the base's files, to be closed; empty if both arms have the present ones. */
  public Optional<FormerFiles> formerFiles(Path temporaryFolder) {
    return revision.map(it -> FormerFiles.at(it, temporaryFolder));
  }

  /**
   * Returns the change.
   *
   * @param former files of the base
   */
  public AbChange change(
      MeasuringOptions options, Optional<FormerFiles> former, Surroundings surroundings) {
    List<Path> present = scripts.stream().flatMap(script -> files(script).stream()).toList();
    return new AbChange(
        settings,
        parameters,
        present,
        former.map(it -> former(it, options, surroundings)).orElse(Former.NONE),
        options.armServer(database, image, serverSettings, surroundings),
        copies);
  }

  private Former former(FormerFiles former, MeasuringOptions options, Surroundings surroundings) {
    boolean named = options.sql().isPresent() || !scripts.isEmpty();
    return new Former(
        revision,
        scripts.stream().flatMap(script -> formerFiles(former, script)).toList(),
        named ? OptionalInt.empty() : OptionalInt.of(former.migrations(surroundings.home())),
        options.sql().map(MeasuringOptions::statements),
        Map.of());
  }

  private static Stream<Path> formerFiles(FormerFiles former, Path script) {
    return Files.isDirectory(script)
        ? SqlFolder.files(former.folder(script)).stream()
        : former.files(List.of(script)).stream();
  }

  private static List<Path> files(Path script) {
    if (!Files.isDirectory(script)) {
      return List.of(script);
    }
    List<Path> found = SqlFolder.files(script);
    if (found.isEmpty()) {
      throw new InvalidInput("--arm-sql: there is no file ending in .sql in " + script);
    }
    return found;
  }
}
