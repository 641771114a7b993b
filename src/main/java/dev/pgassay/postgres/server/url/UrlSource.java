package dev.pgassay.postgres.server.url;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.address.GivenServer;
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
  private final GivenServer given;

  public UrlSource(GivenServer given) {
    this.given = given;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.URL;
  }

  @Override
  public Optional<String> whyNot() {
    try (Session session = Session.open(given.choose())) {
      probe(session);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    if (!given.ignored().isEmpty()) {
      progress.warn(
          "parameters of the database URL that have no effect on pgassay are ignored: "
              + String.join(", ", given.ignored()));
    }
    progress.say(announcement());
    ConnectionTarget target = given.choose();
    if (given.hosts().size() > 1) {
      progress.say("measuring server " + target.host() + ", port " + target.port());
    }
    SessionSettings settings = SessionSettings.of(options);
    ConnectionTarget entry = settings.on(target);
    // Entered without the settings first: the refusal of a connection for one of them is badly
    // worded.
    try (Session session = Session.open(target)) {
      settings.check(session);
      ServerInfo info = ServerProbe.read(session, SourceKind.URL);
      info.notices().forEach(progress::warn);
      ServerRoles roles =
          ServerProbe.mayCreateRoles(session) ? new AssumedRoles(entry) : new ConnectingUser(entry);
      WorkspaceStore workspaceStore =
          info.superuser()
              ? new OwnDatabases(entry, lockDatabase(session, target), roles, info, progress)
              : new GivenDatabase(entry, roles);
      return new UrlServer(entry, info, workspaceStore, AskedBuilds.of(options), progress);
    }
  }

  /** Shown before the first connection, so that nobody's password goes to an unintended server. */
  private String announcement() {
    ConnectionTarget first = given.hosts().get(0);
    return "connecting to server "
        + given.names()
        + ", database "
        + first.database()
        + ", as user "
        + first.user()
        + (first.password().isPresent() ? ", with a password" : ", without a password");
  }

  private static String lockDatabase(Session session, ConnectionTarget target) {
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
