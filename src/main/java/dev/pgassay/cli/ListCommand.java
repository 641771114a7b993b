package dev.pgassay.cli;

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
    spec.commandLine().getOut().println("no benchmark yet");
    return ExitCode.OK;
  }
}
