package dev.pgassay.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about datasets, none of which needs a server. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = "List, describe and write datasets; needs no server.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DatasetListCommand.class,
      DatasetDescribeCommand.class,
      DatasetGenerateCommand.class
    })
public final class DatasetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
