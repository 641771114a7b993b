package dev.pgassay.result.environment;

import java.util.List;
import java.util.Map;

/**
 * What was asked for. Immutable.
 *
 * @param suite the suite, or the expression that chose the benchmarks
 * @param arguments the command line as typed, without the program's name; passwords are masked
 * @param planIdentity SHA-256 of what was planned, 64 hexadecimal digits: dataset, points, schedule
 *     and settings asked of the server; a run is resumed only by the plan that it was begun with
 * @param statements the user's own as they stood, the text of a file by the statement's name; empty
 *     for benchmarks of the program
 */
public record Invocation(
    String suite, List<String> arguments, String planIdentity, Map<String, String> statements) {
  /** Checks the suite, copies the collections and masks passwords in the arguments. */
  public Invocation {
    Checked.text("suite", suite);
    arguments = Redaction.of(arguments);
    Checked.sha256("planIdentity", planIdentity);
    statements = Checked.statements(statements);
  }
}
