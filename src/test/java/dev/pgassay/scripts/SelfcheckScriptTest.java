package dev.pgassay.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.scripts.FakeRepository.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfcheckScriptTest {
  @TempDir private Path folder;
  private FakeRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = FakeRepository.in(folder.toRealPath());
  }

  @Test
  void buildsThreeModulesAndPutsBothJarsOnTheClassPath() throws IOException {
    Outcome outcome = repository.selfcheck("recall", "a  b");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(repository.mavenCalls())
        .singleElement()
        .asString()
        .contains("-pl src,benchmarks,selfcheck package");
    String launch = repository.root() + "/selfcheck/target/launch/";
    assertThat(outcome.out())
        .anyMatch(
            line ->
                line.startsWith(launch)
                    && line.contains("/pgassay-selfcheck.jar:" + launch)
                    && line.endsWith("/pgassay.jar"))
        .containsSubsequence("-cp", "dev.pgassay.selfcheck.Selfcheck", "recall", "a  b");
  }

  @Test
  void buildsAgainOnlyWhenASourceHasChanged() throws IOException {
    repository.selfcheck("recall");
    assertThat(repository.selfcheck("recall").err()).isEmpty();

    repository.write("selfcheck/src/main/C.java", "changed");

    assertThat(repository.selfcheck("recall").err())
        .contains("selfcheck/src/main/C.java has changed");
    assertThat(repository.mavenCalls()).hasSize(2);
  }

  @Test
  void theProgramIsBuiltWithoutIt() throws IOException {
    repository.launch("list");
    repository.write("selfcheck/src/main/C.java", "changed");

    assertThat(repository.launch("list").err()).isEmpty();
    assertThat(repository.mavenCalls())
        .singleElement()
        .asString()
        .endsWith("-pl src,benchmarks package");
  }

  @Test
  void addsTheIncubatorModuleOnlyToWhatSearchesExactly() {
    assertThat(repository.selfcheck("exact-search").out()).contains("--add-modules", "-Xmx2g");
    assertThat(repository.selfcheck("calibrate", "record").out()).contains("--add-modules");
    assertThat(repository.selfcheck("calibrate", "judge").out()).doesNotContain("--add-modules");
    assertThat(repository.selfcheck("recall", "--help").out()).doesNotContain("--add-modules");
    assertThat(repository.selfcheck("nonsense").out()).doesNotContain("--add-modules");
  }
}
