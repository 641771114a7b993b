package dev.pgassay.cli;

import dev.pgassay.server.DatabaseSource;
import dev.pgassay.server.DatabaseSources;
import dev.pgassay.server.ServerEnvironment;
import dev.pgassay.server.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which server a command works on. */
final class DatabaseOptions {
  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      defaultValue = "auto",
      description = {
        "The server: a PostgreSQL URL, a private local cluster, a container, or the first of these",
        "that can serve. Default: ${DEFAULT-VALUE}. A password is better given by PGPASSWORD, a",
        "pgpass file or PGASSAY_URL."
      })
  private String database;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of a server that pgassay starts, such as shared_buffers=4GB.")
  private Map<String, String> settings = new LinkedHashMap<>();

  DatabaseSource source(ServerEnvironment environment) {
    return DatabaseSources.choose(database, environment);
  }

  ServerOptions serverOptions() {
    return new ServerOptions(settings);
  }
}
