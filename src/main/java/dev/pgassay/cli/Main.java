package dev.pgassay.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The program. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Interruption interruption = Interruption.guard(Thread.currentThread());
    int code = commandLine(Surroundings.ofProcess()).execute(arguments);
    interruption.commandEnded();
    System.exit(code);
  }

  static CommandLine commandLine(Surroundings surroundings) {
    ErrorHandler errors = new ErrorHandler();
    boolean colour = surroundings.colour() || CommandLine.Help.Ansi.AUTO.enabled();
    return new CommandLine(PgassayCommand.class, new CommandFactory(surroundings))
        .setOut(ShownWriter.on(new PrintWriter(System.out, true), colour))
        .setErr(ShownWriter.on(new PrintWriter(System.err, true), colour))
        .setExecutionStrategy(errors::execute)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100);
  }
}
