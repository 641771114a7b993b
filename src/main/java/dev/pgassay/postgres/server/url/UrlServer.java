package dev.pgassay.postgres.server.url;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.process.ServerMachine;
import dev.pgassay.postgres.server.source.AskedBuilds;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.SessionSettings;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.postgres.server.workspace.Extensions;
import dev.pgassay.postgres.server.workspace.WorkspaceStore;
import dev.pgassay.progress.Progress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that is not ours. Thread-safe. */
final class UrlServer implements RunningServer {
  private final ConnectionTarget target;
  private final ServerInfo info;
  private final WorkspaceStore workspaceStore;
  private final AskedBuilds builds;
  private final DatabaseCopies copies;

  UrlServer(
      ConnectionTarget target,
      ServerInfo info,
      WorkspaceStore workspaceStore,
      AskedBuilds builds,
      Progress progress) {
    this.target = target;
    this.info = info;
    this.workspaceStore = workspaceStore;
    this.builds = builds;
    this.copies = new DatabaseCopies(target, progress);
  }

  @Override
  public ServerInfo info() {
    return info;
  }

  @Override
  public Optional<Workspace> asItStands() {
    ConnectionTarget reading = reading(target);
    return Optional.of(asItStands(reading, reading));
  }

  private static ConnectionTarget reading(ConnectionTarget database) {
    return new SessionSettings(Map.of("default_transaction_read_only", "on")).on(database);
  }

  private static Workspace asItStands(ConnectionTarget reading, ConnectionTarget owning) {
    Map<Role, ConnectionTarget> targets = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      targets.put(role, role == Role.OWNER ? owning : reading);
    }
    try (Session session = Session.open(reading)) {
      String schema =
          session.text("cannot tell the schema", "SELECT current_schema()").orElse("public");
      return new Workspace(schema, schema, targets);
    }
  }

  /** Settings of the sessions that restore a dump, for the builds of its indexes. */
  private Map<String, String> restoring() {
    try (Session session = Session.open(target)) {
      BuildSettings build = builds.within(session, ServerMachine.read(session).buildLimits()).all();
      return Map.of(
          AskedBuilds.MEMORY,
          build.maintenanceWorkMemKilobytes() + "kB",
          AskedBuilds.WORKERS,
          Integer.toString(build.parallelWorkers()));
    }
  }

  @Override
  public Workspace copyAsItStands(String label) {
    ConnectionTarget copy = copies.make(label, restoring());
    return asItStands(reading(copy), copy);
  }

  @Override
  public Workspace workspace(String key) {
    Extensions.requireOffered(info.extensions(), info.display());
    return workspaceStore.workspace(key);
  }

  @Override
  public Optional<Workspace> copy(String key, String label) {
    return workspaceStore.copy(key, label);
  }

  @Override
  public void dropCopy(String key, String label) {
    workspaceStore.dropCopy(key, label);
  }

  /**
   * The resources of this machine say nothing about the server's, even if it is reached through
   * this machine.
   */
  @Override
  public BuildLimits buildLimits(BuildLimits ours) {
    try (Session session = Session.open(target)) {
      return builds.within(session, ServerMachine.read(session).buildLimits());
    }
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    return workspaceStore.workspaces();
  }

  @Override
  public void tryDrop(String key) {
    workspaceStore.tryDrop(key);
  }

  @Override
  public void drop(String key) {
    workspaceStore.drop(key);
  }

  @Override
  public Optional<String> whyNeverCold() {
    return new Eviction(target, info).whyNot();
  }

  @Override
  public List<String> makeCold(Workspace workspace) {
    return new Eviction(target, info).of(workspace.target(Role.OWNER).database());
  }

  @Override
  public boolean renewBuffers(List<Workspace> workspaces) {
    Eviction eviction = new Eviction(target, info);
    boolean possible = eviction.whyNot().isEmpty();
    if (possible) {
      workspaces.forEach(it -> eviction.of(it.target(Role.OWNER).database()));
    }
    return possible;
  }

  @Override
  public Optional<String> diagnosis() {
    try {
      Session.open(target).close();
      return Optional.empty();
    } catch (DatabaseFailure e) {
      return Optional.of("the server no longer answers: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    copies.close();
    workspaceStore.close();
  }
}
