package dev.pgassay.cli;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.failure.OneLine;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a command's exception into one line on standard error and an exit code. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String VERBOSE = "--verbose";

  /**
   * Executes the last command. An error of the JVM is handled like an exception: picocli passes
   * only exceptions on.
   */
  int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), "the JVM cannot continue: " + e, e);
    }
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    boolean verbose = parsed.originalArgs().contains(VERBOSE);
    PrintWriter err = commandLine.getErr();
    err.println("pgassay: " + OneLine.of(line(exception, verbose)));
    if (verbose) {
      exception.printStackTrace(err);
    }
    err.flush();
    return exitCode(exception);
  }

  private static String line(Exception exception, boolean verbose) {
    Optional<Error> error = error(exception);
    if (error.isPresent()) {
      return ofJvm(error.get(), verbose);
    }
    return exception instanceof Failure failure
        ? String.valueOf(failure.getMessage())
        : "internal error: " + exception + report(verbose);
  }

  /** Finds the error that caused an exception, perhaps in another thread. */
  private static Optional<Error> error(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  private static String ofJvm(Error error, boolean verbose) {
    if (error instanceof OutOfMemoryError) {
      return "out of memory: "
          + error.getMessage()
          + "; give the JVM more with PGASSAY_JAVA_OPTS=-Xmx2g, or ask for less data";
    }
    if (error instanceof StackOverflowError) {
      return "out of stack: the input is nested too deeply; use another file, or give the JVM more"
          + " with PGASSAY_JAVA_OPTS=-Xss8m";
    }
    if (error instanceof LinkageError) {
      return "the program is incomplete: " + error + "; build it again with mvn package";
    }
    return "internal error: " + error + report(verbose);
  }

  private static String report(boolean verbose) {
    return verbose ? "" : "; run again with --verbose for the trace and report it";
  }

  private static int exitCode(Exception exception) {
    if (exception instanceof InvalidInput) {
      return ExitCode.USAGE;
    }
    return exception instanceof NotComparable ? ExitCode.NOT_COMPARABLE : ExitCode.FAILURE;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    PrintWriter err = commandLine.getErr();
    String command = commandLine.getCommandSpec().qualifiedName();
    err.println(
        "pgassay: "
            + OneLine.of(firstLine(exception) + suggestion(exception))
            + "; see "
            + command
            + " --help");
    if (Arrays.asList(arguments).contains(VERBOSE)) {
      exception.printStackTrace(err);
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static String firstLine(ParameterException exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("wrong usage");
  }

  private static String suggestion(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty() ? "" : " (did you mean " + suggestions.get(0) + "?)";
    }
    return "";
  }
}
