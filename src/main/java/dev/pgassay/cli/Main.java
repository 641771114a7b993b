package dev.pgassay.cli;

import dev.pgassay.cli.option.CommandFactory;
import dev.pgassay.cli.option.ShownWriter;
import dev.pgassay.cli.option.Surroundings;
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
    run(PgassayCommand.class, arguments);
  }

  /**
   * Runs one command of a program and exits with its code. Errors, interruptions and exit codes are
   * the same for each program.
   *
   * @param program the root command, annotated for picocli
   * @param arguments the command line
   */
  public static void run(Class<?> program, String[] arguments) {
    Interruption interruption = Interruption.guard(Thread.currentThread());
    int code = commandLine(program, Surroundings.ofProcess()).execute(arguments);
    interruption.commandEnded();
    System.exit(code);
  }

  public static CommandLine commandLine(Surroundings surroundings) {
    return commandLine(PgassayCommand.class, surroundings);
  }

  /**
   * Makes the command line of a program, which {@link #run} executes and a test may execute in its
   * own process.
   *
   * @param program the root command, annotated for picocli
   * @param surroundings the environment of the process
   * @return the command line, which writes to the standard output and error unless told otherwise
   */
  public static CommandLine commandLine(Class<?> program, Surroundings surroundings) {
    ErrorHandler errors = new ErrorHandler();
    boolean colour = surroundings.colour() || CommandLine.Help.Ansi.AUTO.enabled();
    return new CommandLine(program, new CommandFactory(surroundings))
        .setOut(ShownWriter.on(new PrintWriter(System.out, true), colour))
        .setErr(ShownWriter.on(new PrintWriter(System.err, true), colour))
        .setExecutionStrategy(errors::execute)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(80);
  }
}
