package dev.pgassay.runner.openloop;

import dev.pgassay.measure.client.ForkContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement of a load test, as the host describes it to the fork. Immutable.
 *
 * @param forkFile the file that the statement's clients read
 * @param workload name of the benchmark
 * @param share of all requests, 0 to 1
 */
record MixedStatement(Path forkFile, String workload, double share) {
  static final String INPUT = "openLoop.mix";

  static String input(List<MixedStatement> statements) {
    return statements.stream().map(MixedStatement::line).collect(Collectors.joining("\n"));
  }

  /** Reads the statements that the host passed to the fork; none if there is only one. */
  static List<MixedStatement> of(ForkContext context) {
    String lines = context.inputs().getOrDefault(INPUT, "");
    return Arrays.stream(lines.split("\n"))
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\t"))
        .map(words -> new MixedStatement(Path.of(words[0]), words[1], Double.parseDouble(words[2])))
        .toList();
  }

  private String line() {
    return forkFile + "\t" + workload + "\t" + share;
  }
}
