package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that lives no longer than this process. A small shell process starts it and reads from
 * a pipe that only this process holds; when the pipe ends, because it was closed or because this
 * process is gone, even by {@code kill -9}, the shell stops the program within ten seconds. The
 * shell has a session of its own, so that Ctrl-C in the terminal reaches neither of them.
 *
 * <p>Thread-safe.
 */
public final class Lifeline implements AutoCloseable {
  /** The script interrupts for 5 s, tells to quit for 3 s, then kills. */
  private static final Duration LONGEST_BREAK = Duration.ofSeconds(15);

  private final Process shell;

  private Lifeline(Process shell) {
    this.shell = shell;
  }

  /**
   * Returns the script of the shell that starts a program and ends it when its input ends.
   *
   * @return the text of {@code lifeline.sh}
   */
  public static String script() {
    try (InputStream text = Lifeline.class.getResourceAsStream("lifeline.sh")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a program.
   *
   * @param command the words that run it as the intended user
   * @param script the file for the shell's script, readable to that user
   * @param folder the data folder in which the program's processes live
   * @param log receives the program's output
   */
  public static Lifeline start(
      ServerEnvironment environment,
      ServerUser user,
      List<String> command,
      Path script,
      Path folder,
      Path log) {
    List<String> words = new ArrayList<>(List.of("sh", script.toString(), folder.toString()));
    words.addAll(command);
    try {
      ClusterFolder.writeForServer(script, script());
      ProcessBuilder builder =
          Command.builder(ownSession(environment, user.command(words)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new Lifeline(builder.start());
    } catch (IOException e) {
      throw new Failure("cannot start " + command.get(0), e);
    }
  }

  private static List<String> ownSession(ServerEnvironment environment, List<String> command) {
    List<String> words = new ArrayList<>();
    if (environment.findProgram("setsid").isPresent()) {
      words.add("setsid");
    } else if (environment.findProgram("perl").isPresent()) {
      // macOS has no setsid program, but a perl.
      words.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die $!"));
    }
    words.addAll(command);
    return words;
  }

  /** Returns the number of the shell's process. */
  long pid() {
    return shell.pid();
  }

  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Returns how the program ended: its exit code, or 128 and the signal that ended it. */
  public int exitCode() {
    return shell.exitValue();
  }

  /** Waits for the program to end by itself and returns its exit code. */
  public int waitForEnd() {
    try {
      return shell.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new Failure("interrupted while waiting for the server's program", e);
    }
  }

  /**
   * Asks for an orderly stop and waits for it.
   *
   * @return whether the program ended in time; if not, it is still there
   */
  public boolean stop(Duration patience) {
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write("stop\n".getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException alreadyGone) {
      return !shell.isAlive();
    }
    return waitFor(patience);
  }

  /** Lets go of the pipe and waits until nothing is left. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // The shell has ended, and its end of the pipe with it.
    }
    waitFor(LONGEST_BREAK);
  }

  /** An interrupted thread must not leave before the program has: it waits, and keeps the flag. */
  private boolean waitFor(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return shell.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
