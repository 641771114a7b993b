package dev.pgassay.server;

import dev.pgassay.db.BuildLimits;
import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.DatabaseFailure;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that is not ours. Thread-safe. */
final class UrlServer implements RunningServer {
  private final ConnectionTarget target;
  private final ServerInfo info;
  private final WorkspaceHouse house;
  private final AskedBuilds builds;

  UrlServer(ConnectionTarget target, ServerInfo info, WorkspaceHouse house, AskedBuilds builds) {
    this.target = target;
    this.info = info;
    this.house = house;
    this.builds = builds;
  }

  @Override
  public ServerInfo info() {
    return info;
  }

  @Override
  public Optional<Workspace> asItStands() {
    ConnectionTarget reading =
        new SessionSettings(Map.of("default_transaction_read_only", "on")).on(target);
    Map<Role, ConnectionTarget> targets = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      targets.put(role, reading);
    }
    try (Session session = Session.open(reading)) {
      String schema =
          session.text("cannot tell the schema", "SELECT current_schema()").orElse("public");
      return Optional.of(new Workspace(schema, schema, targets));
    }
  }

  @Override
  public Workspace workspace(String key) {
    Extensions.requireOffered(info.extensions(), info.display());
    return house.workspace(key);
  }

  @Override
  public Optional<Workspace> copy(String key, String label) {
    return house.copy(key, label);
  }

  @Override
  public void dropCopy(String key, String label) {
    house.dropCopy(key, label);
  }

  /** What this machine has says nothing about the server's, even where it is reached through it. */
  @Override
  public BuildLimits buildLimits(BuildLimits ours) {
    try (Session session = Session.open(target)) {
      return builds.within(session, ServerMachine.read(session).buildLimits());
    }
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    return house.workspaces();
  }

  @Override
  public void tryDrop(String key) {
    house.tryDrop(key);
  }

  @Override
  public void drop(String key) {
    house.drop(key);
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
    house.close();
  }
}
