package dev.pgassay.cli.schema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that work on the schema of a workspace. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Migrate, roll back, verify and measure a workspace's schema.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SchemaMigrateCommand.class,
      SchemaRollbackCommand.class,
      SchemaVerifyCommand.class,
      SchemaSizesCommand.class
    })
public final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
