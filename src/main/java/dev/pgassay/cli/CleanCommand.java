package dev.pgassay.cli;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.StoredFolder;
import dev.pgassay.postgres.server.StoredItem;
import dev.pgassay.postgres.server.StoredItems;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.progress.Progress;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.store.RunStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the items that are kept on this machine, and removes those that are named. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = {
      "List the files that pgassay keeps on this machine, or remove some.",
      "Without a name, lists clusters, volumes, the cache and runs, with their sizes. "
          + "Removes what you name unless a process uses it. With --database, lists the "
          + "workspaces on that server, or removes one with --workspace."
    })
final class CleanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Item to remove, named as in the list. Repeatable. Default: none.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--database",
      paramLabel = "URL|local",
      description =
          "List the workspaces on this server: a PostgreSQL URL, url (the URL in "
              + "PGASSAY_URL), or local (the private cluster). Default: none.")
  private Optional<String> database;

  @Option(
      names = "--workspace",
      paramLabel = "KEY",
      description =
          "Remove this workspace from the server of --database. pgassay drops only what it "
              + "made, and drops nothing if the workspace contains, or is used by, anything else.")
  private Optional<String> workspace;

  @Option(names = "--dry-run", description = "Print what would be removed, and remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  CleanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (database.isPresent() || workspace.isPresent()) {
      cleanServer();
      return ExitCode.OK;
    }
    StoredItems storedItems = new StoredItems(surroundings.serverEnvironment(), folders());
    if (names.isEmpty()) {
      print("kept", "kept", storedItems.list());
      return ExitCode.OK;
    }
    // All names are looked up first: a wrong one must not leave the work half done.
    List<StoredItem> wanted = names.stream().map(storedItems::find).toList();
    if (!dryRun) {
      Progress progress = common.progress(surroundings, System.err);
      wanted.forEach(storedItem -> storedItems.remove(storedItem.name(), progress));
    }
    print(dryRun ? "would remove" : "removed", dryRun ? "wouldRemove" : "removed", wanted);
    return ExitCode.OK;
  }

  private void cleanServer() {
    if (!names.isEmpty()) {
      throw new InvalidInput(
          names.get(0)
              + ": names are for items on this machine; give it without --database and"
              + " --workspace");
    }
    String chosen =
        database.orElseThrow(
            () -> new InvalidInput("--workspace needs --database with a URL, or --database local"));
    if (chosen.equals("docker") || chosen.equals("auto")) {
      throw new InvalidInput(
          "--database "
              + chosen
              + ": each workspace in a container has its own volume, which pgassay clean lists;"
              + " give a URL or local");
    }
    Progress progress = common.progress(surroundings, System.err);
    try (RunningServer server =
        DatabaseSources.choose(chosen, surroundings.serverEnvironment())
            .start(ServerOptions.DEFAULT, progress)) {
      if (workspace.isEmpty()) {
        printWorkspaces("on the server", "workspaces", server, server.workspaces());
      } else {
        removeWorkspace(server, workspace.get());
      }
    }
  }

  private void removeWorkspace(RunningServer server, String key) {
    List<WorkspaceInfo> found =
        server.workspaces().stream().filter(it -> it.key().equals(key)).toList();
    if (dryRun) {
      server.tryDrop(key);
    } else {
      server.drop(key);
    }
    printWorkspaces(
        dryRun ? "would remove" : "removed", dryRun ? "wouldRemove" : "removed", server, found);
  }

  private List<StoredFolder> folders() {
    List<StoredFolder> folders = new ArrayList<>();
    folders.add(new StoredFolder("cache", "cache", surroundings.datasetCache()));
    RunStore store = new RunStore(surroundings.runs());
    for (RunId run : store.list()) {
      folders.add(new StoredFolder("run", run.toString(), store.folder(run)));
    }
    return folders;
  }

  private void print(String what, String jsonName, List<StoredItem> storedItems) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> out.print(text(what, storedItems));
      case json ->
          out.print(
              JsonText.of(Map.of(jsonName, storedItems.stream().map(CleanCommand::json).toList())));
    }
    out.flush();
  }

  private static String text(String what, List<StoredItem> storedItems) {
    if (storedItems.isEmpty()) {
      return "nothing is stored\n";
    }
    TextTable table = new TextTable(4, what, "name", "folder", "in use by", "size");
    for (StoredItem storedItem : storedItems) {
      table.add(
          storedItem.kind(),
          storedItem.name(),
          storedItem.folder().toString(),
          storedItem.user().map(pid -> "process " + pid).orElse("-"),
          ValueFormatter.bytes(storedItem.sizeBytes()));
      new TreeMap<>(storedItem.workspaces())
          .forEach(
              (key, bytes) -> table.add("", "", "holds " + key, "", ValueFormatter.bytes(bytes)));
    }
    return table.render();
  }

  private void printWorkspaces(
      String what, String jsonName, RunningServer server, List<WorkspaceInfo> workspaces) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> out.print(text(what, server, workspaces));
      case json ->
          out.print(
              JsonText.of(Map.of(jsonName, workspaces.stream().map(CleanCommand::json).toList())));
    }
    out.flush();
  }

  private static String text(String what, RunningServer server, List<WorkspaceInfo> workspaces) {
    if (workspaces.isEmpty()) {
      return "there is no workspace on " + server.info().display() + "\n";
    }
    TextTable table = new TextTable(3, what, "name", "database", "size");
    for (WorkspaceInfo it : workspaces) {
      table.add(
          "workspace",
          it.key(),
          server.info().display() + "/" + it.database(),
          ValueFormatter.bytes(it.sizeBytes()));
    }
    return table.render();
  }

  private static Map<String, Object> json(WorkspaceInfo workspace) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "workspace");
    json.put("name", workspace.key());
    json.put("database", workspace.database());
    json.put("sizeBytes", workspace.sizeBytes());
    return json;
  }

  private static Map<String, Object> json(StoredItem storedItem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", storedItem.kind());
    json.put("name", storedItem.name());
    json.put("folder", storedItem.folder().toString());
    json.put("sizeBytes", storedItem.sizeBytes());
    storedItem.user().ifPresent(process -> json.put("usedBy", process));
    json.put("workspaceBytes", new TreeMap<>(storedItem.workspaces()));
    return json;
  }
}
