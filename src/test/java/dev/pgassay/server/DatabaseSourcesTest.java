package dev.pgassay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.progress.Progress;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  void saysThatDockerIsNotThereYet() {
    assertThatThrownBy(() -> choose("docker"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("docker is not available in this version");
    assertThatThrownBy(() -> new DockerSource().start(ServerOptions.DEFAULT, Progress.NONE))
        .isInstanceOf(Failure.class);
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
  void refusesSettingsThatAreNoNames() {
    assertThatThrownBy(() -> new ServerOptions(Map.of("work_mem; DROP", "1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not the name of a server setting");
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
