package dev.pgassay.result.environment;

import java.util.List;
import java.util.Map;

/**
 * The request of the user. Immutable.
 *
 * @param suite the suite, or the expression that chose the benchmarks
 * @param arguments the command line as typed, without the program's name; passwords are masked
 * @param planIdentity SHA-256 of the plan (dataset, points, schedule and requested server
 *     settings), 64 hexadecimal digits; only the same plan can resume a run
 * @param statements the user's own statements at that time, text of the file by statement name;
 *     empty for benchmarks of the program
 */
public record Invocation(
    String suite, List<String> arguments, String planIdentity, Map<String, String> statements) {
  /** Masks passwords in the arguments. */
  public Invocation {
    Checked.text("suite", suite);
    arguments = Redaction.of(arguments);
    Checked.sha256("planIdentity", planIdentity);
    statements = Checked.statements(statements);
  }
}
