package dev.pgassay.postgres.server.url;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.ServerProbe;
import dev.pgassay.postgres.server.source.AskedBuilds;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SessionSettings;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.workspace.AssumedRoles;
import dev.pgassay.postgres.server.workspace.ConnectingUser;
import dev.pgassay.postgres.server.workspace.Extensions;
import dev.pgassay.postgres.server.workspace.GivenDatabase;
import dev.pgassay.postgres.server.workspace.OwnDatabases;
import dev.pgassay.postgres.server.workspace.ServerRoles;
import dev.pgassay.postgres.server.workspace.WorkspaceStore;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/** A server that the user named by its URL. It is reached, never started or stopped. */
public final class UrlSource implements DatabaseSource {
  private final ConnectionTarget target;

  public UrlSource(ConnectionTarget target) {
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
      WorkspaceStore workspaceStore =
          info.superuser()
              ? new OwnDatabases(entry, lockDatabase(session), roles, info, progress)
              : new GivenDatabase(entry, roles);
      return new UrlServer(entry, info, workspaceStore, AskedBuilds.of(options), progress);
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
