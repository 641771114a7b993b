package dev.pgassay.runner;

import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server on which nothing can be executed, for tests of code that needs no database. */
final class FakeServer implements DatabaseSource, RunningServer {
  /** Why it no longer answers; empty while it does. */
  Optional<String> diagnosis = Optional.empty();

  /** Refuses to start. */
  Optional<RuntimeException> refusal = Optional.empty();

  /** How often it was started and not closed. */
  int running;

  /** How often it was started. */
  int started;

  @Override
  public SourceKind kind() {
    return SourceKind.LOCAL;
  }

  @Override
  public Optional<String> whyNot() {
    return Optional.empty();
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    refusal.ifPresent(
        it -> {
          throw it;
        });
    started++;
    running++;
    return this;
  }

  @Override
  public ServerInfo info() {
    return new ServerInfo(
        150_014,
        "15.14",
        kind(),
        "127.0.0.1:1",
        true,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Override
  public Optional<String> diagnosis() {
    return diagnosis;
  }

  @Override
  public void close() {
    running--;
  }

  @Override
  public Workspace workspace(String key) {
    throw new AssertionError("no workspace was to be entered: " + key);
  }

  @Override
  public BuildLimits buildLimits(BuildLimits ours) {
    return ours;
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    return List.of();
  }

  @Override
  public void tryDrop(String key) {
    throw new AssertionError("nothing was to be dropped: " + key);
  }

  @Override
  public void drop(String key) {
    throw new AssertionError("nothing was to be dropped: " + key);
  }

  @Override
  public Optional<Workspace> copy(String key, String label) {
    return Optional.empty();
  }

  @Override
  public void dropCopy(String key, String label) {
    throw new AssertionError("no copy was made: " + label);
  }

  @Override
  public Optional<String> whyNeverCold() {
    return Optional.empty();
  }

  @Override
  public List<String> makeCold(Workspace workspace) {
    return List.of();
  }

  @Override
  public boolean renewBuffers(List<Workspace> workspaces) {
    return false;
  }
}
