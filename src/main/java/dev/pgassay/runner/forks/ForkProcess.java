package dev.pgassay.runner.forks;

import dev.pgassay.measure.client.ForkJvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The JVM of a benchmark that the host starts itself, watches, and ends when this is closed. JMH
 * starts its own. Not thread-safe.
 */
public final class ForkProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;
  private ForkWatch watch;

  private ForkProcess(Process process) {
    this.process = process;
    this.to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a fork that answers line by line; only its errors are logged. */
  static ForkProcess answering(Class<?> main, List<String> arguments, Path log) throws IOException {
    return new ForkProcess(
        new ProcessBuilder(ForkJvm.command(arguments, main))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Starts a fork that gets no further input; all that it prints is logged. */
  static ForkProcess logging(Class<?> main, List<String> arguments, Path log) throws IOException {
    return new ForkProcess(
        new ProcessBuilder(ForkJvm.command(arguments, main))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start());
  }

  /**
   * Limits how long the fork may take from now on. It is killed when that time has passed, unless
   * {@link #unlimited} or another limit comes first.
   */
  public void limit(Duration longest) {
    unlimited();
    watch = new ForkWatch(longest, process);
  }

  /** Removes the limit, for example while the fork is idle. */
  public void unlimited() {
    if (watch != null) {
      watch.close();
    }
  }

  /**
   * Writes a line to the fork.
   *
   * @throws IOException if the fork has ended
   */
  public void tell(String line) throws IOException {
    to.write(line);
    to.newLine();
    to.flush();
  }

  /**
   * Writes a line to the fork and waits for its answer.
   *
   * @return the answer; empty if the fork ended without one
   * @throws IOException if the fork had ended before
   * @throws OverdueFork if the fork took longer than its limit
   */
  public Optional<String> ask(String line) throws IOException {
    tell(line);
    Optional<String> answer = Optional.ofNullable(from.readLine());
    if (answer.isEmpty()) {
      requireInTime();
    }
    return answer;
  }

  /**
   * Waits until the fork has ended.
   *
   * @return whether it ended without an error
   * @throws OverdueFork if the fork took longer than its limit
   */
  public boolean await() throws InterruptedException {
    boolean well = process.waitFor() == 0;
    requireInTime();
    return well;
  }

  private void requireInTime() {
    if (watch != null) {
      watch.requireInTime();
    }
  }

  @Override
  public void close() {
    unlimited();
    process.destroyForcibly();
  }
}
