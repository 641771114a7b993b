package dev.pgassay.cli.judge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about baselines. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = "Keep runs under results/baselines/ in a form made for git.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BaselineSaveCommand.class, BaselineListCommand.class, BaselineShowCommand.class})
public final class BaselineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
