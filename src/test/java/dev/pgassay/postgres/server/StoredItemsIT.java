package dev.pgassay.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StoredItemsIT {
  private static final Path HOME = TestServer.reachableFolder();

  private final ServerEnvironment environment = TestServer.environment(HOME);
  private final StoredItems storedItems = new StoredItems(environment, List.of());

  @AfterAll
  static void removeEverything() throws IOException {
    new FolderTree(HOME).delete();
  }

  @Test
  void listsWhatIsKeptAndRemovesWhatIsNotInUse() throws IOException {
    assertThat(storedItems.list()).isEmpty();
    String name;
    try (RunningServer server = start()) {
      server.workspace("kept");
      StoredItem inUse = storedItems.list().get(0);
      name = inUse.name();
      assertThat(inUse.user()).contains(String.valueOf(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> storedItems.remove(name, Progress.NONE))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("is in use by process");
      assertThat(server.diagnosis()).isEmpty();
    }
    StoredItem kept = storedItems.list().get(0);
    assertThat(kept.user()).isEmpty();
    assertThat(kept.workspaces()).containsOnlyKeys("kept");
    assertThat(kept.sizeBytes()).isGreaterThan(kept.workspaces().get("kept"));

    assertThat(storedItems.remove(name, Progress.NONE)).isEqualTo(kept);
    assertThat(storedItems.list()).isEmpty();
    assertThat(environment.clusterFolder()).isEmptyDirectory();
  }

  @Test
  void touchesNothingWithoutOurLabel() throws IOException {
    Path other = environment.clusterFolder().resolve("other");
    Files.createDirectories(other);
    assertThat(storedItems.list()).isEmpty();
    assertThatThrownBy(() -> storedItems.remove("other", Progress.NONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("other: nothing with that name is stored; nothing is");
    assertThat(other).exists();
    Files.delete(other);
  }

  @Test
  void listsAndRemovesOtherFoldersThatAreThere() throws IOException {
    Path cache = Files.createDirectories(HOME.resolve("cache/below"));
    Files.writeString(cache.resolve("file"), "12345");
    List<StoredFolder> folders =
        List.of(
            new StoredFolder("cache", "cache", HOME.resolve("cache")),
            new StoredFolder("run", "never-made", HOME.resolve("never-made")));
    StoredItems all = new StoredItems(environment, folders);
    assertThat(all.list())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.kind()).isEqualTo("cache");
              assertThat(kept.sizeBytes()).isEqualTo(5);
            });
    all.remove("cache", Progress.NONE);
    assertThat(HOME.resolve("cache")).doesNotExist();
    assertThatThrownBy(() -> all.find("cache")).isInstanceOf(InvalidInput.class);
  }

  private RunningServer start() {
    return DatabaseSources.choose("local", environment).start(ServerOptions.DEFAULT, Progress.NONE);
  }
}
