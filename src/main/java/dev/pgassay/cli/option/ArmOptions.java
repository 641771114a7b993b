package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.SqlFolder;
import dev.pgassay.runner.ab.AbChange;
import dev.pgassay.runner.ab.AbChange.Former;
import dev.pgassay.runner.ab.FormerFiles;
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

/** Options that say in what two arms differ. */
public final class ArmOptions {
  @Option(
      names = "--arm-set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the contender's sessions, such as work_mem=64kB. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--arm-param",
      paramLabel = "NAME=VALUE",
      description = "A benchmark's parameter of the contender, such as ef_search=80. Repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--arm-sql",
      paramLabel = "FILE|DIR",
      description = {
        "SQL to execute on the contender's copy of the database, such as a migration, or all .sql files",
        "of a folder in the order of their names. Repeatable."
      })
  private List<Path> scripts = new ArrayList<>();

  @Option(
      names = "--base-rev",
      paramLabel = "REV",
      description = {
        "The base has the files of --sql and --arm-sql as they were at this git revision, such as",
        "origin/main; the contender has them as they stand. Without either the base lacks the migrations of",
        "our own schema that were added since."
      })
  private Optional<String> revision;

  @Option(
      names = "--arm-database",
      paramLabel = "auto|docker|local|URL",
      description = "A server of the contender's own, loaded like the base's.")
  private Optional<String> database;

  @Option(
      names = "--arm-image",
      paramLabel = "IMAGE",
      description = "A container of the contender's own, such as pgvector/pgvector:pg18.")
  private Optional<String> image;

  @Option(
      names = "--arm-server-set",
      paramLabel = "NAME=VALUE",
      description = {
        "A setting that a server of the contender's own starts with, such as shared_buffers=64MB.",
        "Repeatable."
      })
  private Map<String, String> serverSettings = new LinkedHashMap<>();

  /**
   * The revision of the base's files, to be closed; empty where both arms have the present ones.
   */
  public Optional<FormerFiles> formerFiles(Path temporaryFolder) {
    return revision.map(it -> FormerFiles.at(it, temporaryFolder));
  }

  /**
   * The change.
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
        options.armServer(database, image, serverSettings, surroundings));
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
