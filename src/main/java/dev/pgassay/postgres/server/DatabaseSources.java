package dev.pgassay.postgres.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.address.ConnectionDefaults;
import dev.pgassay.postgres.address.JdbcUrl;
import dev.pgassay.postgres.server.docker.DockerSource;
import dev.pgassay.postgres.server.local.LocalSource;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.url.UrlSource;
import java.util.Optional;

/** Chooses the source of the server from the user's option and the state of this machine. */
public final class DatabaseSources {
  /** The environment variable that gives the URL of the server. */
  public static final String URL_VARIABLE = "PGASSAY_URL";

  private DatabaseSources() {}

  /**
   * Chooses a source.
   *
   * @param databaseOption {@code auto}, {@code local}, {@code docker}, {@code url} (the one in
   *     {@code PGASSAY_URL}) or a connection URL
   * @param environment the machine and its user
   * @return a source that said it can serve
   * @throws InvalidInput if the option is none of these or the URL cannot be used
   * @throws Failure if the requested source cannot serve, or under {@code auto} none can; the
   *     message lists the attempts
   */
  public static DatabaseSource choose(String databaseOption, ServerEnvironment environment) {
    if (JdbcUrl.isUrl(databaseOption)) {
      return urlSource(databaseOption, environment);
    }
    return switch (databaseOption) {
      case "auto" -> firstThatCan(environment);
      case "local" -> usable(new LocalSource(environment));
      case "docker" -> usable(new DockerSource(environment));
      case "url" -> urlSource(givenUrl(environment).orElseThrow(() -> noUrl()), environment);
      default ->
          throw new InvalidInput(
              "--database "
                  + databaseOption
                  + ": not auto, local, docker, url or a URL such as"
                  + " postgresql://user@host:5432/database");
    };
  }

  private static DatabaseSource firstThatCan(ServerEnvironment environment) {
    Optional<String> url = givenUrl(environment);
    if (url.isPresent()) {
      return urlSource(url.get(), environment);
    }
    DatabaseSource docker = new DockerSource(environment);
    DatabaseSource local = new LocalSource(environment);
    Optional<String> noDocker = docker.whyNot();
    if (noDocker.isEmpty()) {
      return new DockerElseLocal(docker, local);
    }
    Optional<String> noLocal = local.whyNot();
    if (noLocal.isEmpty()) {
      return local;
    }
    throw new Failure("no database is available: " + noDocker.get() + "; " + noLocal.get());
  }

  private static DatabaseSource usable(DatabaseSource source) {
    Optional<String> reason = source.whyNot();
    if (reason.isPresent()) {
      throw new Failure(reason.get());
    }
    return source;
  }

  private static DatabaseSource urlSource(String url, ServerEnvironment environment) {
    ConnectionDefaults defaults =
        new ConnectionDefaults(
            environment.variables(), environment.homeFolder(), environment.userName());
    return new UrlSource(JdbcUrl.parse(url, defaults));
  }

  private static Optional<String> givenUrl(ServerEnvironment environment) {
    return Optional.ofNullable(environment.variables().get(URL_VARIABLE))
        .filter(value -> !value.isBlank());
  }

  private static InvalidInput noUrl() {
    return new InvalidInput("--database url: " + URL_VARIABLE + " is not set; set it to a URL");
  }
}
