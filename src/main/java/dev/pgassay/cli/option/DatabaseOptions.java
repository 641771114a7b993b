package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.runner.ab.ArmServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options that say which server a command works on. */
public final class DatabaseOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mMgG])[bB]?");

  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      defaultValue = "auto",
      description =
          "Server to use: a PostgreSQL URL, docker (a container), local (a private cluster), "
              + "or auto (the first of URL, container and cluster that can serve; the URL is the "
              + "one in PGASSAY_URL). Give a password in PGPASSWORD, a pgpass file or PGASSAY_URL "
              + "rather than here. Default: ${DEFAULT-VALUE}.")
  private String database;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Setting of a server that pgassay starts, such as shared_buffers=4GB, or of the "
              + "sessions on a server given by URL. maintenance_work_mem and "
              + "max_parallel_maintenance_workers limit index builds. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "Container image, such as pgvector/pgvector:pg17. Default: the reference server, built from docker/postgres.")
  private Optional<String> image;

  @Option(
      names = "--container-cpus",
      paramLabel = "LIST",
      description =
          "Processors of the container, such as 0-3 or 0,2. Default: all processors of the "
              + "engine.")
  private Optional<String> processors;

  @Option(
      names = "--container-memory",
      paramLabel = "SIZE",
      description =
          "Memory of the container, such as 4g or 512m. Default: all memory of the engine.")
  private Optional<String> memory;

  public DatabaseSource source(ServerEnvironment environment) {
    return DatabaseSources.choose(database, environment);
  }

  /** Returns the server options; the reference image is built from a folder of the program's. */
  public ServerOptions serverOptions(Surroundings surroundings) {
    return serverOptions(image, settings, surroundings);
  }

  /**
   * Returns a server in addition to the requested one; empty if nothing is to differ.
   *
   * @param otherDatabase replaces {@code --database}
   * @param otherImage replaces {@code --image}
   * @param otherSettings take precedence over those of {@code --set}
   */
  Optional<ArmServer> beside(
      Optional<String> otherDatabase,
      Optional<String> otherImage,
      Map<String, String> otherSettings,
      Surroundings surroundings) {
    List<String> differences = new ArrayList<>();
    otherSettings.forEach((name, value) -> differences.add(name + "=" + value));
    otherImage.ifPresent(differences::add);
    otherDatabase.map(DatabaseOptions::withoutSecrets).ifPresent(differences::add);
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    requireNames(otherSettings);
    Map<String, String> together = new LinkedHashMap<>(settings);
    together.putAll(otherSettings);
    String chosen = otherDatabase.orElse(otherImage.isPresent() ? "docker" : database);
    return Optional.of(
        new ArmServer(
            otherSource(otherDatabase, chosen, surroundings),
            serverOptions(otherImage.or(() -> image), together, surroundings)
                .beside(ArmServer.INSTANCE),
            String.join(", ", differences)));
  }

  /** Names a server by the host and database of its URL, without user, password and parameters. */
  private static String withoutSecrets(String name) {
    return name.contains("://")
        ? name.replaceFirst("[?].*", "").replaceFirst("^[^:]*://(.*@)?", "")
        : name;
  }

  private static DatabaseSource otherSource(
      Optional<String> other, String chosen, Surroundings here) {
    try {
      return DatabaseSources.choose(chosen, here.serverEnvironment());
    } catch (InvalidInput e) {
      String option = other.isPresent() ? "--arm-database " : "--database ";
      throw new InvalidInput(e.getMessage().replaceFirst("^--database ", option), e);
    }
  }

  private static void requireNames(Map<String, String> otherSettings) {
    try {
      new ServerOptions(otherSettings);
    } catch (InvalidInput e) {
      throw new InvalidInput(e.getMessage().replaceFirst("^--set ", "--arm-server-set "), e);
    }
  }

  private ServerOptions serverOptions(
      Optional<String> chosenImage, Map<String, String> chosenSettings, Surroundings surroundings) {
    return new ServerOptions(
        chosenSettings,
        Optional.empty(),
        new ContainerOptions(
            chosenImage,
            surroundings.home().resolve("docker").resolve("postgres"),
            processors,
            memory.map(DatabaseOptions::bytes).orElse(OptionalLong.empty())));
  }

  private static OptionalLong bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new InvalidInput("--container-memory must be such as 4g or 512m: " + text);
    }
    int shift = size.group(2).equalsIgnoreCase("g") ? 30 : 20;
    return OptionalLong.of(Long.parseLong(size.group(1)) << shift);
  }
}
