package dev.pgassay.cli;

import dev.pgassay.progress.Progress;
import dev.pgassay.report.DataTable;
import dev.pgassay.report.ValueFormatter;
import dev.pgassay.result.RunId;
import dev.pgassay.result.RunStore;
import dev.pgassay.server.Keepsake;
import dev.pgassay.server.Keepsakes;
import dev.pgassay.server.KeptFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what is kept on this machine, and removes what is named. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = {
      "List what pgassay keeps on this machine, with sizes: clusters, volumes, the cache, runs.",
      "Remove what is named, unless it is in use."
    })
final class CleanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "What to remove, by the names of the list. Default: nothing.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--dry-run", description = "Remove nothing; print what would be removed.")
  private boolean dryRun;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How results are printed. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  CleanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Keepsakes keepsakes = new Keepsakes(surroundings.serverEnvironment(), folders());
    if (names.isEmpty()) {
      print("kept", "kept", keepsakes.list());
      return ExitCode.OK;
    }
    // All names are looked up first: a wrong one shall not leave the work half done.
    List<Keepsake> wanted = names.stream().map(keepsakes::find).toList();
    if (!dryRun) {
      Progress progress = common.progress(surroundings, System.err);
      wanted.forEach(keepsake -> keepsakes.remove(keepsake.name(), progress));
    }
    print(dryRun ? "would remove" : "removed", dryRun ? "wouldRemove" : "removed", wanted);
    return ExitCode.OK;
  }

  private List<KeptFolder> folders() {
    List<KeptFolder> folders = new ArrayList<>();
    folders.add(new KeptFolder("cache", "cache", surroundings.datasetCache()));
    RunStore store = new RunStore(surroundings.runs());
    for (RunId run : store.list()) {
      folders.add(new KeptFolder("run", run.toString(), store.folder(run)));
    }
    return folders;
  }

  private void print(String what, String jsonName, List<Keepsake> keepsakes) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> out.print(text(what, keepsakes));
      case json ->
          out.print(
              JsonText.of(Map.of(jsonName, keepsakes.stream().map(CleanCommand::json).toList())));
    }
    out.flush();
  }

  private static String text(String what, List<Keepsake> keepsakes) {
    if (keepsakes.isEmpty()) {
      return "nothing is kept\n";
    }
    DataTable table = new DataTable(4, what, "name", "folder", "in use by", "size");
    for (Keepsake keepsake : keepsakes) {
      table.add(
          keepsake.kind(),
          keepsake.name(),
          keepsake.folder().toString(),
          keepsake.user().map(pid -> "process " + pid).orElse("-"),
          ValueFormatter.bytes(keepsake.sizeBytes()));
      new TreeMap<>(keepsake.workspaces())
          .forEach(
              (key, bytes) -> table.add("", "", "holds " + key, "", ValueFormatter.bytes(bytes)));
    }
    return table.render();
  }

  private static Map<String, Object> json(Keepsake keepsake) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", keepsake.kind());
    json.put("name", keepsake.name());
    json.put("folder", keepsake.folder().toString());
    json.put("sizeBytes", keepsake.sizeBytes());
    keepsake.user().ifPresent(process -> json.put("usedBy", process));
    json.put("workspaceBytes", new TreeMap<>(keepsake.workspaces()));
    return json;
  }
}
