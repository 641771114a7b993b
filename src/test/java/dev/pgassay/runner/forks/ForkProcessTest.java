package dev.pgassay.runner.forks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.measure.client.ForkContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForkProcessTest {
  private static final Path FORK_FILE = Path.of("/a/fork.properties");

  @TempDir private Path folder;

  @Test
  void asksAForkLineByLineAndLogsItsErrors() throws Exception {
    try (ForkProcess fork = launcher().answering(Echo.class, FORK_FILE, "echo.log")) {
      assertThat(fork.ask("one")).contains("one for /a/fork.properties");
      assertThat(fork.ask("two")).contains("two for /a/fork.properties");
      assertThat(fork.ask("end")).isEmpty();
      assertThat(fork.await()).isTrue();
    }
    assertThat(folder.resolve("echo.log")).content().contains("read end");
  }

  @Test
  void aForkThatIsToldNothingLogsAllThatItPrints() throws Exception {
    try (ForkProcess fork = launcher().logging(Fails.class, FORK_FILE, "fails.log")) {
      assertThat(fork.await()).isFalse();
    }
    assertThat(Files.readAllLines(folder.resolve("fails.log")))
        .containsExactly("to output", "to error");
  }

  @Test
  void aForkThatExceedsItsLimitIsEndedAndNamed() throws Exception {
    try (ForkProcess fork = launcher().answering(Echo.class, FORK_FILE, "echo.log")) {
      fork.limit(Duration.ofSeconds(1));

      assertThatThrownBy(() -> fork.ask("sleep"))
          .isInstanceOf(OverdueFork.class)
          .hasMessageStartingWith("a fork did not end within 1 s");
    }
  }

  @Test
  void aForkLivesOnWhenItsLimitIsTakenBack() throws Exception {
    try (ForkProcess fork = launcher().answering(Echo.class, FORK_FILE, "echo.log")) {
      fork.limit(Duration.ofMillis(500));
      fork.unlimited();
      Thread.sleep(600);

      assertThat(fork.ask("still here")).isPresent();
    }
  }

  @Test
  void closingEndsAFork() throws Exception {
    ForkProcess fork = launcher().answering(Echo.class, FORK_FILE, "echo.log");

    fork.close();

    assertThat(fork.await()).isFalse();
  }

  private ForkLauncher launcher() {
    return new ForkLauncher(folder, List.of(), new ForkLimit(Optional.empty()));
  }

  /** Answers every line, until one says otherwise. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.err.println("read " + line);
        if (line.equals("end")) {
          return;
        }
        if (line.equals("sleep")) {
          Thread.sleep(50_000);
        }
        System.out.println(line + " for " + System.getProperty(ForkContext.PROPERTY));
      }
    }
  }

  /** Prints and fails. */
  static final class Fails {
    private Fails() {}

    public static void main(String[] arguments) {
      System.out.println("to output");
      System.err.println("to error");
      System.exit(3);
    }
  }
}
