package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.AskedBuilds;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.postgres.server.workspace.Extensions;
import dev.pgassay.postgres.server.workspace.LoginRoles;
import dev.pgassay.postgres.server.workspace.OwnDatabases;
import dev.pgassay.postgres.server.workspace.Passwords;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** A server that we started, on this machine or in a container, and that is up. Thread-safe. */
public final class PrivateServer implements RunningServer {
  private final ServerProcess process;
  private final ClusterLock lock;
  private final ServerInfo info;
  private final OwnDatabases databases;
  private final AskedBuilds builds;
  private boolean closed;

  private PrivateServer(
      ServerProcess process,
      ClusterLock lock,
      ServerInfo info,
      OwnDatabases databases,
      AskedBuilds builds) {
    this.process = process;
    this.lock = lock;
    this.info = info;
    this.databases = databases;
    this.builds = builds;
  }

  /**
   * Starts the server.
   *
   * @param process of the server; stopped again if this fails
   * @param lock released when the server is closed; the caller's if this fails
   * @param source the source of the server
   * @param options the user's options for the server
   */
  public static PrivateServer start(
      ServerProcess process, ClusterLock lock, SourceKind source, ServerOptions options) {
    try {
      ConnectionTarget superuser = process.start();
      Passwords passwords = Passwords.read(process.cluster().passwords());
      ServerInfo info;
      try (Session session = Session.open(superuser)) {
        info = ServerProbe.read(session, source).in(process.image(), process.limits());
      }
      Extensions.requireOffered(info.extensions(), info.display());
      OwnDatabases databases =
          new OwnDatabases(
              superuser,
              superuser.database(),
              new LoginRoles(superuser, passwords),
              info,
              process.progress());
      return new PrivateServer(process, lock, info, databases, AskedBuilds.of(options));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public ServerInfo info() {
    return info;
  }

  @Override
  public Workspace workspace(String key) {
    Workspace workspace = databases.workspace(key);
    recordContents();
    return workspace;
  }

  /** Returns how the superuser enters a database. */
  public ConnectionTarget superuser(String database) {
    return databases.superuser(database);
  }

  @Override
  public Optional<Workspace> copy(String key, String label) {
    return databases.copy(key, label);
  }

  @Override
  public void dropCopy(String key, String label) {
    databases.dropCopy(key, label);
  }

  @Override
  public BuildLimits buildLimits(BuildLimits ours) {
    if (builds.names().isEmpty()) {
      return ours;
    }
    try (Session session = Session.open(superuser(ServerProcess.MAINTENANCE_DATABASE))) {
      return builds.within(session, ours);
    }
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    return databases.workspaces();
  }

  @Override
  public void tryDrop(String key) {
    databases.tryDrop(key);
  }

  @Override
  public void drop(String key) {
    databases.drop(key);
    recordContents();
  }

  @Override
  public Optional<String> whyNeverCold() {
    return Optional.empty();
  }

  @Override
  public List<String> makeCold(Workspace workspace) {
    return restart(OptionalLong.of(databaseId(workspace.target(Role.OWNER).database())));
  }

  @Override
  public boolean renewBuffers(List<Workspace> workspaces) {
    restart(OptionalLong.empty());
    return true;
  }

  private List<String> restart(OptionalLong forgottenDatabase) {
    List<String> steps = process.restart(forgottenDatabase);
    databases.reconnect();
    return steps;
  }

  private long databaseId(String database) {
    try (Session session = Session.open(superuser(database))) {
      return session
          .text(
              "cannot look for the database",
              "SELECT oid FROM pg_database WHERE datname = current_database()")
          .map(Long::valueOf)
          .orElseThrow();
    }
  }

  @Override
  public Optional<String> diagnosis() {
    return process.diagnosis();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Uninterrupted.run(this::stop);
  }

  private void stop() {
    try {
      recordContents();
    } catch (Failure serverGone) {
      // The record from entering the workspace still names it.
    } finally {
      databases.close();
      process.close();
      lock.close();
    }
  }

  /**
   * Records the contents of the cluster, so that they can be listed without starting the server.
   */
  private void recordContents() {
    Properties contents = new Properties();
    for (WorkspaceInfo workspace : databases.workspaces()) {
      contents.setProperty(workspace.key(), String.valueOf(workspace.sizeBytes()));
    }
    try (Writer writer = Files.newBufferedWriter(process.cluster().contents())) {
      contents.store(writer, "pgassay: workspaces of this cluster and their sizes in bytes");
    } catch (IOException e) {
      throw new Failure("cannot write " + process.cluster().contents(), e);
    }
  }
}
