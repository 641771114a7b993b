package dev.pgassay.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.scripts.FakeRepository.Outcome;
import dev.pgassay.scripts.FakeRepository.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir private Path folder;
  private FakeRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = FakeRepository.in(folder.toRealPath());
  }

  @Test
  void buildsAtTheFirstStartAndSaysSo() throws IOException {
    Outcome first = repository.launch("list");

    assertThat(first.exitCode()).isZero();
    assertThat(first.err())
        .isEqualTo(
            "pgassay: building the program: it has not been built yet (the first build fetches its libraries: some minutes)\n");
    assertThat(repository.mavenCalls()).hasSize(1);
  }

  @Test
  void saysNothingAndBuildsNothingAtTheSecondStart() throws IOException {
    repository.launch("list");
    Outcome second = repository.launch("list");

    assertThat(second.err()).isEmpty();
    assertThat(repository.mavenCalls()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceHasChanged() throws IOException {
    repository.launch("list");
    repository.write("src/main/A.java", "changed");

    assertThat(repository.launch("list").err()).contains("src/main/A.java has changed");
    assertThat(repository.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws IOException {
    repository.launch("list");
    Files.delete(repository.root().resolve("src/main/A.java"));

    assertThat(repository.launch("list").err()).contains("files of the sources have come or gone");
  }

  @Test
  void buildsAgainWhenASourceWithAnOldDateHasCome() throws IOException {
    repository.launch("list");
    repository.writeOld("src/main/B.java");

    assertThat(repository.launch("list").err()).contains("files of the sources have come or gone");
  }

  @Test
  void doesNotCareForTestsDocumentsAndEditorsFiles() throws IOException {
    repository.launch("list");
    repository.write("src/test/ATest.java", "");
    repository.write("README.md", "");
    repository.write("src/main/.A.java.swp", "");
    repository.write("src/main/A.java~", "");

    assertThat(repository.launch("list").err()).isEmpty();
  }

  @Test
  void buildsOnceWhenTwoStartTogether() throws IOException {
    repository.with("FAKE_MAVEN_SECONDS", "1");
    Started one = repository.start("list");
    Started other = repository.start("list");

    assertThat(one.await().exitCode()).isZero();
    assertThat(other.await().exitCode()).isZero();
    assertThat(repository.mavenCalls()).hasSize(1);
  }

  @Test
  void doesNotTrustABuildThatWasKilledInTheMiddle() throws Exception {
    repository.with("FAKE_MAVEN_SECONDS", "1");
    Started killed = repository.start("list").awaitOutput("building");
    killed.process().destroyForcibly().waitFor();
    repository.with("FAKE_MAVEN_SECONDS", "0");

    Outcome next = repository.launch("list");

    assertThat(next.exitCode()).isZero();
    assertThat(next.err()).contains("it has not been built yet");
  }

  @Test
  void endsMavenWhenItIsEnded() throws Exception {
    repository.with("FAKE_MAVEN_SECONDS", "5");
    Started ended = repository.start("list").awaitOutput("building");
    while (repository.mavenCalls().isEmpty()) {
      Thread.sleep(20);
    }
    ProcessHandle maven = ended.process().children().findFirst().orElseThrow();

    ended.process().destroy();

    assertThat(ended.await().exitCode()).isEqualTo(143);
    assertThat(maven.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void showsTheEndOfTheLogWhenTheBuildFails() {
    Outcome outcome = repository.with("FAKE_MAVEN_FAILS", "yes").launch("list");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("the compiler said no")
        .endsWith(
            "build failed; all of its output is in "
                + repository.root()
                + "/benchmarks/target/build.log\n");
  }

  @Test
  void keepsTheJarOfAProgramThatStillRuns() throws Exception {
    repository.with("FAKE_JAVA_SECONDS", "50");
    Started running = repository.start("run").awaitOutput("pid");
    repository.without("FAKE_JAVA_SECONDS").write("src/main/A.java", "changed");
    repository.launch("list");
    assertThat(repository.builds()).hasSize(2);

    running.process().destroyForcibly().waitFor();
    repository.write("src/main/A.java", "changed again");
    repository.launch("list");

    assertThat(repository.builds()).hasSize(1);
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws Exception {
    repository.with("FAKE_JAVA_SECONDS", "50");
    Started running = repository.start("run").awaitOutput("pid");

    assertThat(Files.readAllLines(running.out()))
        .last()
        .isEqualTo("pid " + running.process().pid());

    running.process().destroyForcibly();
  }

  @Test
  void passesArgumentsAsTheyAre() {
    Outcome outcome = repository.launch("run", "a  b", "*", "", "--param=m=16,32");

    assertThat(outcome.out())
        .containsSubsequence("-jar", "run", "a  b", "*", "", "--param=m=16,32");
  }

  @Test
  void keepsNoInstallToItself() {
    assertThat(repository.launch("run", "--no-install", "quick").out())
        .containsSubsequence("run", "quick")
        .doesNotContain("--no-install");
  }

  @Test
  void tellsTheProgramWhereItsFilesAre() {
    assertThat(repository.launch("list").out()).contains("-Dpgassay.home=" + repository.root());
  }

  @Test
  void addsTheOptionsOfThePersonAfterItsOwn() {
    repository.with("PGASSAY_JAVA_OPTS", "-Xmx1g -Dx=*");

    assertThat(repository.launch("list").out())
        .containsSubsequence("-Xmx512m", "-Xmx1g", "-Dx=*", "-jar");
  }

  @Test
  void addsTheIncubatorModuleOnlyToWhatComputes() {
    assertThat(repository.launch("run").out()).contains("--add-modules");
    assertThat(repository.launch("list").out()).doesNotContain("--add-modules");
    assertThat(repository.launch("run", "--help").out()).doesNotContain("--add-modules");
  }

  @Test
  void runsFromAnywhereThroughALink() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolve("a link"), repository.root().resolve("pgassay"));

    Outcome outcome = repository.start(Path.of("/"), link.toString(), "list").await();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("-Dpgassay.home=" + repository.root());
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws IOException {
    repository.addJdk("old", "1.8.0_412");
    repository.with("JAVA_HOME", folder.toRealPath().resolve("old").toString());
    repository.with(
        "PATH",
        folder.toRealPath().resolve("jdk/bin")
            + ":"
            + folder.toRealPath().resolve("bin")
            + ":/usr/bin:/bin");

    Outcome outcome = repository.launch("list");

    assertThat(outcome.exitCode()).isZero();
    assertThat(repository.builds().get(0).resolve("21.0.1.jsa")).exists();
  }
}
