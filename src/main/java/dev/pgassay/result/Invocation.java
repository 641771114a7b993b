package dev.pgassay.result;

import java.util.List;

/**
 * What was asked for. Immutable.
 *
 * @param suite the suite, or the expression that chose the benchmarks
 * @param arguments the command line as typed, without the program's name; passwords are masked
 */
public record Invocation(String suite, List<String> arguments) {
  /** Checks the suite, copies the arguments and masks passwords in them. */
  public Invocation {
    Checked.text("suite", suite);
    arguments = Redaction.of(arguments);
  }
}
