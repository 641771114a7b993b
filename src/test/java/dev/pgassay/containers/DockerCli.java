package dev.pgassay.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the {@code docker} program as a user of the image and of the Compose files would. */
final class DockerCli {
  /** The root of the repository: tests run in the folder of their module. */
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final long TIMEOUT_MINUTES = 10;

  private DockerCli() {}

  /**
   * The result of running the program.
   *
   * @param exitCode its exit code
   * @param out standard output and error
   */
  record Outcome(int exitCode, String out) {
    String succeeded() {
      if (exitCode != 0) {
        throw new AssertionError("docker failed with exit code " + exitCode + ": " + out);
      }
      return out;
    }
  }

  /** Skips the test, with the reason, if no engine answers. */
  static void assumeEngine() {
    assumeTrue(
        isInstalled() && run("version", "--format", "{{.Server.Version}}").exitCode() == 0,
        "skipped: no Docker engine answers here (scripts/start-docker starts one)");
  }

  /** Skips the test, with the reason, if the Compose plugin is missing. It needs no engine. */
  static void assumeCompose() {
    assumeTrue(
        isInstalled() && run("compose", "version").exitCode() == 0,
        "skipped: docker compose is not installed here (scripts/start-docker installs it)");
  }

  static Outcome run(String... arguments) {
    return run(Map.of(), List.of(arguments));
  }

  static Outcome run(Map<String, String> environment, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("docker"));
    words.addAll(arguments);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).directory(REPOSITORY.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> readAll(process));
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", words) + " does not end");
      }
      return new Outcome(process.exitValue(), out.join().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Path.of(folder, "docker").toFile().canExecute());
  }

  private static String readAll(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
