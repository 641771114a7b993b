package dev.pgassay.cli.schema;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.WorkspaceOptions;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.EmptyState;
import dev.pgassay.postgres.schema.EmptyStateSizes;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.WorkspaceChoice;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.result.environment.TableSize;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the sizes of a workspace's tables and indexes on disk. */
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    description = {
      "Print the sizes of tables and indexes in bytes.",
      "Shows heap, TOAST and each index, and beside them the sizes of the empty tables: "
          + "new, with one row inserted and rolled back, and after a vacuum. The empty sizes "
          + "were recorded on PostgreSQL 15; --empty measures them on this server."
    })
final class SchemaSizesCommand implements Callable<Integer> {
  private static final String EMPTY_STATE = "empty_state";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private WorkspaceOptions options;

  @Option(
      names = "--empty",
      description =
          "Also measure the empty sizes on this server, in a temporary workspace named "
              + "empty_state.")
  private boolean empty;

  SchemaSizesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (RunningServer server = options.start(surroundings)) {
      String key = new WorkspaceChoice(server).existing(options.key(surroundings));
      List<TableSize> sizes = SchemaSizes.read(server.workspace(key));
      List<EmptyStateSizes> measured = empty ? measured(server) : List.of();
      PrintWriter out = spec.commandLine().getOut();
      out.print(options.json() ? json(key, sizes, measured) : text(sizes, measured));
      out.flush();
      return ExitCode.OK;
    }
  }

  private static List<EmptyStateSizes> measured(RunningServer server) {
    if (server.workspaces().stream().anyMatch(it -> it.key().equals(EMPTY_STATE))) {
      throw new Failure(
          "workspace %s is on %s already, and --empty would drop it; remove it with pgassay clean"
                  .formatted(EMPTY_STATE, server.info().display())
              + " --database URL --workspace "
              + EMPTY_STATE);
    }
    Workspace workspace = server.workspace(EMPTY_STATE);
    try {
      return EmptyState.measure(workspace);
    } finally {
      server.drop(EMPTY_STATE);
    }
  }

  private static String text(List<TableSize> sizes, List<EmptyStateSizes> measured) {
    Map<String, EmptyStateSizes> empty = byTable(EmptyStateSizes.all());
    TextTable tables =
        new TextTable(
            1,
            "table",
            "heap, bytes",
            "TOAST, bytes",
            "indexes, bytes",
            "total, bytes",
            "empty: fresh",
            "rolled back",
            "vacuumed");
    TextTable indexes = new TextTable(2, "index", "table", "bytes");
    for (TableSize size : sizes) {
      EmptyStateSizes none = empty.get(size.table());
      tables.add(
          size.table(),
          String.valueOf(size.heapBytes()),
          String.valueOf(size.toastBytes()),
          String.valueOf(size.allIndexesBytes()),
          String.valueOf(size.totalBytes()),
          none == null ? "" : String.valueOf(none.freshBytes()),
          none == null ? "" : String.valueOf(none.rolledBackBytes()),
          none == null ? "" : String.valueOf(none.vacuumedBytes()));
      size.indexBytes()
          .forEach((index, bytes) -> indexes.add(index, size.table(), String.valueOf(bytes)));
    }
    return tables.render()
        + "(empty: after migration 001 on PostgreSQL 15)\n\n"
        + emptyStates(measured)
        + indexes.render();
  }

  private static String emptyStates(List<EmptyStateSizes> measured) {
    if (measured.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(1, "empty, on this server", "fresh", "rolled back", "vacuumed");
    measured.forEach(
        it ->
            table.add(
                it.table(),
                String.valueOf(it.freshBytes()),
                String.valueOf(it.rolledBackBytes()),
                String.valueOf(it.vacuumedBytes())));
    return table.render() + "\n";
  }

  private static String json(String key, List<TableSize> sizes, List<EmptyStateSizes> measured) {
    Map<String, EmptyStateSizes> recorded = byTable(EmptyStateSizes.all());
    Map<String, EmptyStateSizes> onThisServer = byTable(measured);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("workspace", key);
    answer.put(
        "tables",
        sizes.stream()
            .map(it -> json(it, recorded.get(it.table()), onThisServer.get(it.table())))
            .toList());
    return JsonText.of(answer);
  }

  private static Map<String, Object> json(
      TableSize size, EmptyStateSizes recorded, EmptyStateSizes measured) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", size.table());
    json.put("heapBytes", size.heapBytes());
    json.put("toastBytes", size.toastBytes());
    json.put("totalBytes", size.totalBytes());
    json.put("indexBytes", size.indexBytes());
    if (recorded != null) {
      json.put("emptyBytes", json(recorded));
    }
    if (measured != null) {
      json.put("emptyBytesOnThisServer", json(measured));
    }
    return json;
  }

  private static Map<String, Object> json(EmptyStateSizes sizes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fresh", sizes.freshBytes());
    json.put("rolledBack", sizes.rolledBackBytes());
    json.put("vacuumed", sizes.vacuumedBytes());
    return json;
  }

  private static Map<String, EmptyStateSizes> byTable(List<EmptyStateSizes> sizes) {
    return sizes.stream().collect(Collectors.toMap(EmptyStateSizes::table, Function.identity()));
  }
}
