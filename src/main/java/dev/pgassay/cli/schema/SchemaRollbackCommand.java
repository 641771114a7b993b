package dev.pgassay.cli.schema;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.WorkspaceOptions;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migration;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.WorkspaceChoice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rolls back migrations of the schema of a workspace. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Roll back the latest migrations, in one transaction.",
      "Also deletes the data in the objects that they created: no table is left after "
          + "the first migration is rolled back."
    })
final class SchemaRollbackCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private WorkspaceOptions options;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of migrations to roll back. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(names = "--all", description = "Roll back all migrations.")
  private boolean all;

  SchemaRollbackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new InvalidInput("--steps must be at least 1: " + steps);
    }
    try (RunningServer server = options.start(surroundings)) {
      String key = new WorkspaceChoice(server).existing(options.key(surroundings));
      Workspace workspace = server.workspace(key);
      Migrations migrations = new Migrations(workspace);
      print(key, workspace, all ? migrations.rollbackAll() : migrations.rollback(steps));
      return ExitCode.OK;
    }
  }

  private void print(String key, Workspace workspace, List<Migration> undone) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = undone.stream().map(Migration::display).toList();
    if (options.json()) {
      out.print(JsonText.of(new TreeMap<>(Map.of("workspace", key, "rolledBack", names))));
    } else if (names.isEmpty()) {
      out.println(
          "workspace "
              + key
              + " in "
              + workspace.target(Role.OWNER).display()
              + " has no migration to roll back");
    } else {
      names.forEach(name -> out.println("rolled back " + name));
    }
    out.flush();
  }
}
