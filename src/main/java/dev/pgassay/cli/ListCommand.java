package dev.pgassay.cli;

import dev.pgassay.runner.Suite;
import dev.pgassay.runner.SuiteCatalog;
import dev.pgassay.runner.Workloads;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Workload;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists suites, benchmarks and their parameters. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List suites, benchmarks and their parameters.")
final class ListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Suites (pgassay run SUITE)");
    for (Suite suite : SuiteCatalog.builtIn().all()) {
      out.printf("  %-10s %s%n", suite.name(), suite.description());
    }
    out.println();
    out.println("Benchmarks (pgassay run BENCHMARK-REGEX --param NAME=V1,V2)");
    for (Workload workload : Workloads.onClassPath().all()) {
      print(out, workload);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(PrintWriter out, Workload workload) {
    out.printf("  %s%n    %s%n", workload.name(), workload.question());
    out.printf("    Gate: %s.%n", workload.gate());
    for (Parameter parameter : workload.parameters()) {
      out.printf(
          "    %-16s %s; %s, default %s%n",
          parameter.name(),
          parameter.description(),
          parameter.range().description(),
          String.join(",", parameter.defaults()));
    }
  }
}
