package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a short program of the server's installation or of the system to its end. Its environment
 * holds nothing of ours, so that no {@code PGDATA} or {@code PGPORT} of the user leads it astray.
 */
public final class Command {
  private static final long TIMEOUT_SECONDS = 30;

  private Command() {}

  /** The exit code and the output of a program. */
  public record Outcome(int exitCode, String output) {
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a program with empty standard input.
   *
   * @return its exit code with standard output and error in one
   * @throws Failure when it cannot be started or does not end
   */
  public static Outcome run(List<String> words) {
    try {
      Process process = builder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // Read in parallel with the wait: a program that hangs would hang the reader too.
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readAll(process));
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new Failure(words.get(0) + " did not end within " + TIMEOUT_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), output.join().strip());
    } catch (IOException e) {
      throw new Failure("cannot run " + words.get(0), e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure ? failure : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while " + words.get(0) + " ran", e);
    }
  }

  /** Prepares a program with the bare environment. */
  static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "");
    environment.keySet().retainAll(List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"));
    environment.put("PATH", path + ":/usr/bin:/bin:/usr/sbin:/sbin");
    // Messages are read by us and shown to the user in one language, whatever the machine's.
    environment.put("LC_ALL", "C");
    return builder;
  }

  private static String readAll(Process process) {
    try {
      return new String(
          InputLimit.PROGRAM_OUTPUT.bytes(process.getInputStream(), "what a program says"),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Failure e) {
      process.destroyForcibly();
      throw e;
    }
  }
}
