package dev.pgassay.cli;

import dev.pgassay.report.DataTable;
import dev.pgassay.schema.EmptyStateSizes;
import dev.pgassay.schema.SchemaSizes;
import dev.pgassay.schema.TableSize;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.WorkspaceChoice;
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
import picocli.CommandLine.Spec;

/** Prints what the tables of a workspace and their indexes take on disk. */
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    description = {
      "Print heap, TOAST and each index in bytes, and beside them what the tables take when empty:",
      "made afresh, with one row inserted and rolled back, and after a vacuum of that."
    })
final class SchemaSizesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private WorkspaceOptions options;

  SchemaSizesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (RunningServer server = options.start(surroundings)) {
      String key = new WorkspaceChoice(server).existing(options.key(surroundings));
      List<TableSize> sizes = SchemaSizes.read(server.workspace(key));
      PrintWriter out = spec.commandLine().getOut();
      out.print(options.json() ? json(key, sizes) : text(sizes));
      out.flush();
      return ExitCode.OK;
    }
  }

  private static String text(List<TableSize> sizes) {
    Map<String, EmptyStateSizes> empty = emptyByTable();
    DataTable tables =
        new DataTable(
            1,
            "table",
            "heap, bytes",
            "TOAST, bytes",
            "indexes, bytes",
            "total, bytes",
            "empty: fresh",
            "rolled back",
            "vacuumed");
    DataTable indexes = new DataTable(2, "index", "table", "bytes");
    for (TableSize size : sizes) {
      EmptyStateSizes none = empty.get(size.table());
      tables.add(
          size.table(),
          String.valueOf(size.heapBytes()),
          String.valueOf(size.toastBytes()),
          String.valueOf(size.indexBytes()),
          String.valueOf(size.totalBytes()),
          none == null ? "" : String.valueOf(none.freshBytes()),
          none == null ? "" : String.valueOf(none.rolledBackBytes()),
          none == null ? "" : String.valueOf(none.vacuumedBytes()));
      size.indexes()
          .forEach(index -> indexes.add(index.name(), size.table(), String.valueOf(index.bytes())));
    }
    return tables.render() + "(empty: after migration 001 on PostgreSQL 15)\n\n" + indexes.render();
  }

  private static String json(String key, List<TableSize> sizes) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("workspace", key);
    answer.put("tables", sizes.stream().map(SchemaSizesCommand::json).toList());
    return JsonText.of(answer);
  }

  private static Map<String, Object> json(TableSize size) {
    Map<String, Object> indexes = new LinkedHashMap<>();
    size.indexes().forEach(index -> indexes.put(index.name(), index.bytes()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", size.table());
    json.put("heapBytes", size.heapBytes());
    json.put("toastBytes", size.toastBytes());
    json.put("totalBytes", size.totalBytes());
    json.put("indexBytes", indexes);
    EmptyStateSizes none = emptyByTable().get(size.table());
    if (none != null) {
      json.put(
          "emptyBytes",
          new LinkedHashMap<>(
              Map.of(
                  "fresh", none.freshBytes(),
                  "rolledBack", none.rolledBackBytes(),
                  "vacuumed", none.vacuumedBytes())));
    }
    return json;
  }

  private static Map<String, EmptyStateSizes> emptyByTable() {
    return EmptyStateSizes.all().stream()
        .collect(Collectors.toMap(EmptyStateSizes::table, Function.identity()));
  }
}
