package dev.pgassay.postgres.jdbc;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What fills the gaps of a connection URL, in the order of libpq: the environment, then the
 * password file, then the name of the system's user. Nothing of it is read here; the caller passes
 * it in. Immutable.
 *
 * @param environment environment variables, of which {@code PGUSER}, {@code PGPASSWORD} and {@code
 *     PGPASSFILE} are looked at
 * @param homeFolder where {@code .pgpass} is looked for unless {@code PGPASSFILE} names another
 *     file; empty where there is no home folder
 * @param systemUser the user who is logged in to the machine, the default of the role
 */
public record ConnectionDefaults(
    Map<String, String> environment, Optional<Path> homeFolder, String systemUser) {
  /** Copies the environment. */
  public ConnectionDefaults {
    environment = Map.copyOf(environment);
    Objects.requireNonNull(homeFolder, "homeFolder");
    Objects.requireNonNull(systemUser, "systemUser");
  }

  String user() {
    return variable("PGUSER").orElse(systemUser);
  }

  Optional<Secret> password(String host, int port, String database, String user) {
    Optional<Secret> given = variable("PGPASSWORD").map(Secret::of);
    return given.isPresent()
        ? given
        : passwordFile().flatMap(file -> file.find(host, port, database, user));
  }

  private Optional<PasswordFile> passwordFile() {
    return variable("PGPASSFILE")
        .map(Path::of)
        .or(() -> homeFolder.map(folder -> folder.resolve(".pgpass")))
        .map(PasswordFile::new);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
