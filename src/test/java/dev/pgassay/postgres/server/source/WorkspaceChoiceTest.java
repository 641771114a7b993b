package dev.pgassay.postgres.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkspaceChoiceTest {
  @Test
  void takesTheOnlyOneOrTheOneThatIsNamed() {
    assertThat(choice("quick").existing(Optional.empty())).isEqualTo("quick");
    assertThat(choice("quick", "full").existing(Optional.of("full"))).isEqualTo("full");
    assertThat(choice("quick").existingOrNew(Optional.empty(), "new")).isEqualTo("quick");
  }

  @Test
  void makesOneOnlyWhereThatIsWanted() {
    assertThat(choice().existingOrNew(Optional.empty(), "new")).isEqualTo("new");
    assertThat(choice("quick").existingOrNew(Optional.of("other"), "new")).isEqualTo("other");
    assertThatThrownBy(() -> choice().existing(Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "no workspace on db:5432; make one with pgassay load or pgassay schema migrate");
  }

  @Test
  void namesTheOnesThereAre() {
    assertThatThrownBy(() -> choice("quick", "full").existing(Optional.of("tiny")))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("no workspace tiny on db:5432 (there are quick, full); make one");
    assertThatThrownBy(() -> choice("quick", "full").existing(Optional.empty()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "several workspaces on db:5432 (there are quick, full); name one with --workspace");
  }

  private static WorkspaceChoice choice(String... keys) {
    return new WorkspaceChoice(new FakeServer(List.of(keys)));
  }

  private record FakeServer(List<String> keys) implements RunningServer {
    @Override
    public ServerInfo info() {
      return new ServerInfo(
          150_014,
          "15.14",
          SourceKind.URL,
          "db:5432",
          false,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());
    }

    @Override
    public Workspace workspace(String key) {
      throw new AssertionError("a choice makes nothing");
    }

    @Override
    public BuildLimits buildLimits(BuildLimits ours) {
      throw new AssertionError("a choice builds nothing");
    }

    @Override
    public List<WorkspaceInfo> workspaces() {
      return keys.stream().map(key -> new WorkspaceInfo(key, "pgassay_" + key, 1)).toList();
    }

    @Override
    public Optional<Workspace> copy(String key, String label) {
      throw new AssertionError("a choice copies nothing");
    }

    @Override
    public void dropCopy(String key, String label) {
      throw new AssertionError("a choice drops nothing");
    }

    @Override
    public void tryDrop(String key) {
      throw new AssertionError("a choice drops nothing");
    }

    @Override
    public void drop(String key) {
      throw new AssertionError("a choice drops nothing");
    }

    @Override
    public Optional<String> whyNeverCold() {
      throw new AssertionError("a choice asks for no state");
    }

    @Override
    public boolean renewBuffers(List<Workspace> workspaces) {
      throw new AssertionError("a choice loads nothing");
    }

    @Override
    public List<String> makeCold(Workspace workspace) {
      throw new AssertionError("a choice makes nothing cold");
    }

    @Override
    public Optional<String> diagnosis() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
