package dev.pgassay.cli;

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
    return new CommandLine(PgassayCommand.class, new CommandFactory(surroundings))
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100);
  }
}
