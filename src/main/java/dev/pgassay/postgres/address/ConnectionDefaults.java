package dev.pgassay.postgres.address;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The defaults for the missing parts of a connection URL, in the order of libpq: the environment,
 * then the password file, then the name of the system's user. The caller reads them and passes them
 * in. Immutable.
 *
 * @param environment environment variables; only {@code PGUSER}, {@code PGPASSWORD}, {@code
 *     PGPASSFILE}, {@code PGSERVICEFILE} and {@code PGSYSCONFDIR} are used
 * @param homeFolder the folder of {@code .pgpass} and {@code .pg_service.conf} unless a variable
 *     names another file; empty if there is no home folder
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

  /** Looks for a password; a file that was named with the URL comes before that of the user. */
  Optional<Secret> password(
      String host, int port, String database, String user, Optional<Path> named) {
    return variable("PGPASSWORD")
        .map(Secret::of)
        .or(
            () ->
                named
                    .or(() -> file("PGPASSFILE", ".pgpass"))
                    .flatMap(it -> new PasswordFile(it).find(host, port, database, user)));
  }

  /**
   * Returns the parameters of a service, from the user's file or else from the system's.
   *
   * @throws InvalidInput if no file has this service
   */
  ConnectionParameters service(String name) {
    Path file =
        file("PGSERVICEFILE", ".pg_service.conf")
            .filter(Files::exists)
            .or(() -> variable("PGSYSCONFDIR").map(it -> Path.of(it, "pg_service.conf")))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "no service file for service "
                            + name
                            + "; name it in PGSERVICEFILE or write ~/.pg_service.conf"));
    return new ServiceFile(file).parameters(name);
  }

  private Optional<Path> file(String variable, String inHomeFolder) {
    return variable(variable)
        .map(Path::of)
        .or(() -> homeFolder.map(folder -> folder.resolve(inHomeFolder)));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
