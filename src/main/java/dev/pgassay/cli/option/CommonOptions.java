package dev.pgassay.cli.option;

import dev.pgassay.progress.Progress;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
  /** Has the defaults. */
  public CommonOptions() {}

  @Option(
      names = "--quiet",
      description = "No progress on standard error; warnings and errors are still shown.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Show the trace of an error.")
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
