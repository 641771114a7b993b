package dev.pgassay.cli.schema;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.WorkspaceOptions;
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
import picocli.CommandLine.Spec;

/** Applies migrations to the schema of a workspace. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Apply the missing migrations, in one transaction.",
      "Creates the workspace if there is none."
    })
final class SchemaMigrateCommand implements Callable<Integer> {
  /** The key of a workspace that is made for no dataset. */
  private static final String NEW_WORKSPACE = "schema";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private WorkspaceOptions options;

  SchemaMigrateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (RunningServer server = options.start(surroundings)) {
      String key =
          new WorkspaceChoice(server).existingOrNew(options.key(surroundings), NEW_WORKSPACE);
      Workspace workspace = server.workspace(key);
      List<Migration> applied = new Migrations(workspace).migrate();
      print(key, workspace, applied);
      return ExitCode.OK;
    }
  }

  private void print(String key, Workspace workspace, List<Migration> applied) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = applied.stream().map(Migration::display).toList();
    if (options.json()) {
      out.print(JsonText.of(new TreeMap<>(Map.of("workspace", key, "applied", names))));
    } else {
      names.forEach(name -> out.println("applied " + name));
      out.println(
          "workspace "
              + key
              + " in "
              + workspace.target(Role.OWNER).display()
              + " has all "
              + Migrations.all().size()
              + " migrations");
    }
    out.flush();
  }
}
