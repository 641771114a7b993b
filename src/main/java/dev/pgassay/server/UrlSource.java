package dev.pgassay.server;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.Session;
import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/** A server that the user named by its URL. It is reached, never started or stopped. */
final class UrlSource implements DatabaseSource {
  private final ConnectionTarget target;

  UrlSource(ConnectionTarget target) {
    this.target = target;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.URL;
  }

  @Override
  public Optional<String> whyNot() {
    try (Session session = Session.open(target)) {
      probe(session);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    progress.say(announcement());
    SessionSettings settings = SessionSettings.of(options);
    ConnectionTarget entry = settings.on(target);
    // Entered without the settings first: a connection that is refused for one says it badly.
    try (Session session = Session.open(target)) {
      settings.check(session);
      ServerInfo info = ServerProbe.read(session, SourceKind.URL);
      info.notices().forEach(progress::warn);
      ServerRoles roles =
          ServerProbe.mayCreateRoles(session) ? new AssumedRoles(entry) : new ConnectingUser(entry);
      WorkspaceHouse house =
          info.superuser()
              ? new OwnDatabases(entry, lockDatabase(session), roles, info, progress)
              : new GivenDatabase(entry, roles);
      return new UrlServer(entry, info, house, AskedBuilds.of(options));
    }
  }

  /** Said before the first connection, so that nobody's password goes where it was not meant to. */
  private String announcement() {
    return "connecting to server "
        + target.host()
        + ", port "
        + target.port()
        + ", database "
        + target.database()
        + ", as user "
        + target.user()
        + (target.password().isPresent() ? ", with a password" : ", without a password");
  }

  private String lockDatabase(Session session) {
    return session
        .text(
            "cannot look for the database postgres",
            "SELECT datname FROM pg_database WHERE datname = 'postgres' AND datallowconn")
        .orElse(target.database());
  }

  private ServerInfo probe(Session session) {
    ServerInfo info = ServerProbe.read(session, SourceKind.URL);
    Extensions.requireOffered(info.extensions(), info.display());
    return info;
  }
}
