package dev.pgassay.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.RecordedProgress;
import dev.pgassay.server.FakeEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSourcesTest {
  @Test
  void refusesAnUnknownSource() {
    assertThatThrownBy(() -> choose("oracle"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "--database oracle: not auto, local, docker, url or a URL such as"
                + " postgresql://user@host:5432/database");
  }

  @Test
  void saysWhyThereIsNoContainer() {
    Map<String, String> noEngine = Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock");
    assertThatThrownBy(() -> choose("docker", noEngine))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "docker: DOCKER_HOST is unix:///nonexistent/docker.sock, and there is no such socket");
  }

  @Test
  void prefersAContainerWhereAnEngineAnswers(@TempDir Path folder) throws IOException {
    try (FakeEngine engine =
        new FakeEngine(folder.resolve("engine.sock"), FakeEngine.version("20.10.24", "1.41"))) {
      Map<String, String> variables = Map.of("DOCKER_HOST", engine.address());
      assertThat(choose("auto", variables).kind()).isEqualTo(SourceKind.DOCKER);
    }
  }

  @Test
  void takesTheUrlThatWasGiven() {
    Map<String, String> url = Map.of("PGASSAY_URL", "postgresql://me@db.example/assay");
    assertThat(choose("auto", url).kind()).isEqualTo(SourceKind.URL);
    assertThat(choose("url", url).kind()).isEqualTo(SourceKind.URL);
    assertThat(choose("postgres://me@db.example/assay").kind()).isEqualTo(SourceKind.URL);
    assertThatThrownBy(() -> choose("url"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("PGASSAY_URL is not set");
  }

  @Test
  void announcesAServerBeforeItIsReached() {
    RecordedProgress progress = new RecordedProgress();
    DatabaseSource source =
        choose("url", Map.of("PGASSAY_URL", "postgresql://me@127.0.0.1:1/a", "PGPASSWORD", "pw"));
    assertThatThrownBy(() -> source.start(ServerOptions.DEFAULT, progress))
        .hasMessageContaining("connection refused");
    assertThat(progress.lines())
        .containsExactly(
            "connecting to server 127.0.0.1, port 1, database a, as user me, with a password");
  }

  @Test
  void refusesSettingsThatAreNoNames() {
    assertThatThrownBy(() -> new ServerOptions(Map.of("work_mem; DROP", "1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not the name of a server setting");
    assertThatThrownBy(() -> new ServerOptions(Map.of("work_mem", "1MB\narchive_command=evil")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--set work_mem: a value has no line breaks or other controls");
    assertThat(new ServerOptions(Map.of("hnsw.ef_search", "40")).settings()).hasSize(1);
  }

  private static DatabaseSource choose(String option) {
    return choose(option, Map.of());
  }

  private static DatabaseSource choose(String option, Map<String, String> variables) {
    return DatabaseSources.choose(
        option, ServerEnvironment.of(variables, Map.of("user.home", "/nonexistent"), 1 << 30, 2));
  }
}
