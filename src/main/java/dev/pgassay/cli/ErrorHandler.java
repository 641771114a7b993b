package dev.pgassay.cli;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.failure.NotComparable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command threw into one line on standard error and an exit code. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String VERBOSE = "--verbose";

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    boolean verbose = parsed.originalArgs().contains(VERBOSE);
    PrintWriter err = commandLine.getErr();
    if (exception instanceof Failure failure) {
      err.println("pgassay: " + failure.getMessage());
    } else {
      err.println(
          "pgassay: internal error: "
              + exception
              + (verbose ? "" : "; run again with --verbose for the trace and report it"));
    }
    if (verbose) {
      exception.printStackTrace(err);
    }
    err.flush();
    return exitCode(exception);
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
            + firstLine(exception)
            + suggestion(exception)
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
