package dev.pgassay.cli.run;

import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Workload;
import java.util.List;

/** Lists benchmarks for people: in short, or with all their parameters and values. */
final class BenchmarkText {
  private BenchmarkText() {}

  /** Returns two lines for each: its name and its question. */
  static String names(List<Workload> workloads) {
    StringBuilder text = new StringBuilder();
    for (Workload workload : workloads) {
      text.append(String.format("  %s%n    %s%n", workload.name(), workload.question()));
    }
    return text.toString();
  }

  /** Returns for each its question, its gate, and each parameter with its values. */
  static String documented(List<Workload> workloads) {
    StringBuilder text = new StringBuilder();
    for (Workload workload : workloads) {
      text.append(names(List.of(workload)));
      text.append(String.format("    Gate: %s.%n", workload.gate()));
      for (Parameter parameter : workload.parameters()) {
        text.append(line(parameter));
      }
      text.append(String.format("%n"));
    }
    return text.toString();
  }

  private static String line(Parameter parameter) {
    return String.format(
        "    %-16s %s; %s; default %s%n",
        parameter.name(),
        parameter.description(),
        parameter.range().description(),
        String.join(",", parameter.defaults()));
  }
}
