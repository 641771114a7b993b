package dev.pgassay.cli;

import dev.pgassay.cli.data.DatasetCommand;
import dev.pgassay.cli.data.LoadCommand;
import dev.pgassay.cli.judge.AbCommand;
import dev.pgassay.cli.judge.BaselineCommand;
import dev.pgassay.cli.judge.CompareCommand;
import dev.pgassay.cli.judge.GateCommand;
import dev.pgassay.cli.judge.HistoryCommand;
import dev.pgassay.cli.run.ListCommand;
import dev.pgassay.cli.run.LoadTestCommand;
import dev.pgassay.cli.run.RunCommand;
import dev.pgassay.cli.schema.SchemaCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: only its subcommands do anything. */
@Command(
    name = "pgassay",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "A benchmark harness for PostgreSQL with pgvector whose numbers can be trusted.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      LoadCommand.class,
      LoadTestCommand.class,
      DatasetCommand.class,
      SchemaCommand.class,
      BaselineCommand.class,
      CompareCommand.class,
      GateCommand.class,
      AbCommand.class,
      HistoryCommand.class,
      CleanCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 failure, 2 usage, 3 regression, 4 not comparable or too unstable.",
      "Start with: pgassay run quick"
    })
final class PgassayCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
