package dev.pgassay.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.scripts.FakeRepository.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestScriptTest {
  private static final String REPORT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="ATest" \
      time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d">
        <system-out><![CDATA[<testsuite tests="1000" ]]></system-out>
      </testsuite>
      """;

  @TempDir private Path folder;
  private FakeRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = FakeRepository.in(folder.toRealPath());
  }

  @Test
  void addsUpTheReportsOfBothModulesInItsLastLine() throws IOException {
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(10, 0, 0, 0));
    repository.mavenWrites("src/target/failsafe-reports/TEST-B.xml", REPORT.formatted(5, 0, 1, 0));
    repository.mavenWrites(
        "benchmarks/target/surefire-reports/TEST-C.xml", REPORT.formatted(2, 0, 0, 0));

    Outcome outcome = repository.test();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).last().isEqualTo("16 passed, 0 failed, 1 skipped");
  }

  @Test
  void failsWithMavenAndCountsErrorsAsFailures() throws IOException {
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(10, 1, 0, 2));

    Outcome outcome = repository.with("FAKE_MAVEN_STATUS", "1").test();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).last().isEqualTo("7 passed, 3 failed, 0 skipped");
  }

  @Test
  void failsWhereASkippedTestIsNotAllowed() throws IOException {
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(10, 0, 1, 0));

    assertThat(repository.test("--no-skips").exitCode()).isEqualTo(1);
  }

  @Test
  void failsWhereNoTestWasRun() {
    Outcome outcome = repository.test();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no test was run");
  }

  @Test
  void doesNotCountWhatAnEarlierRunLeft() throws IOException {
    repository.write("src/target/surefire-reports/TEST-Gone.xml", REPORT.formatted(99, 0, 0, 0));
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(1, 0, 0, 0));

    assertThat(repository.test().out()).last().isEqualTo("1 passed, 0 failed, 0 skipped");
  }

  @Test
  void leavesAJarThatTheLauncherNeedNotBuildAgain() throws IOException {
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(1, 0, 0, 0));
    repository.test();

    assertThat(repository.launch("list").err()).isEmpty();
    assertThat(repository.mavenCalls()).hasSize(1);
  }

  @Test
  void leavesNoJarAfterAPartOfTheTests() throws IOException {
    repository.mavenWrites("src/target/surefire-reports/TEST-A.xml", REPORT.formatted(1, 0, 0, 0));
    repository.test("-pl", "src");

    assertThat(repository.launch("list").err()).contains("it has not been built yet");
  }

  @Test
  void refusesAJdkThatIsNone() {
    Outcome outcome = repository.test("--jdk", "/nowhere");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("/nowhere");
  }
}
