package dev.pgassay.cli.option;

import dev.pgassay.progress.Progress;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
  /** Creates options with the defaults. */
  public CommonOptions() {}

  @Option(
      names = "--quiet",
      description = "Show no progress on standard error. Warnings and errors are still shown.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Show the stack trace of an error.")
  private boolean verbose;

  public Progress progress(Surroundings surroundings, PrintStream stream) {
    return new TerminalProgress(stream, surroundings.terminal(), quiet);
  }

  public boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }
}
