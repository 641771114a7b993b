package dev.pgassay.server;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.DatabaseFailure;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import java.util.List;
import java.util.Optional;

/** A server that is not ours. Thread-safe. */
final class UrlServer implements RunningServer {
  private final ConnectionTarget target;
  private final ServerInfo info;
  private final WorkspaceHouse house;

  UrlServer(ConnectionTarget target, ServerInfo info, WorkspaceHouse house) {
    this.target = target;
    this.info = info;
    this.house = house;
  }

  @Override
  public ServerInfo info() {
    return info;
  }

  @Override
  public Workspace workspace(String key) {
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

  @Override
  public List<WorkspaceInfo> workspaces() {
    return house.workspaces();
  }

  @Override
  public void drop(String key) {
    house.drop(key);
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
