package dev.pgassay.selfcheck;

import dev.pgassay.failure.InvalidInput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * Runs JMH benchmarks of this module. The benchmarks of pgassay need files that its host writes.
 */
@Command(
    name = "jmh",
    description = {
      "Time what pgassay does without a server, as JMH benchmarks.",
      "There are RecordingBenchmark (what a client does between two operations), OpenLoopBenchmark (what",
      "an open loop does for a request) and RowGenerationBenchmark (what making a row costs). Options of",
      "JMH, such as -i 3, follow."
    })
public final class JmhProgram extends SelfcheckProgram {
  private static final String MODULE = "^dev\\.pgassay\\.selfcheck\\..*(";

  @Parameters(
      index = "0",
      paramLabel = "REGEX",
      description = "Matches the benchmarks, such as 'RecordingBenchmark|OpenLoopBenchmark'.")
  private String regex;

  /** Arguments for JMH, such as {@code -i 3}. */
  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  protected void measure(PrintWriter out) throws Exception {
    String[] arguments = options.toArray(String[]::new);
    try {
      CommandLineOptions parsed = new CommandLineOptions(arguments);
      if (!parsed.getIncludes().isEmpty()) {
        throw new InvalidInput("one REGEX alone: " + parsed.getIncludes());
      }
      new Runner(new OptionsBuilder().parent(parsed).include(MODULE + regex + ")").build()).run();
    } catch (CommandLineOptionException e) {
      throw new InvalidInput("JMH cannot use its options: " + e.getMessage(), e);
    } catch (NoBenchmarksException e) {
      throw new InvalidInput(
          "no benchmark matches " + regex + "; see scripts/selfcheck jmh --help", e);
    }
  }
}
