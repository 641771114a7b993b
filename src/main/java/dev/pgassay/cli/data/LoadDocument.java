package dev.pgassay.cli.data;

import dev.pgassay.cli.option.JsonText;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.result.environment.TableSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Describes a load for programs, as a document for {@link JsonText}. */
final class LoadDocument {
  private LoadDocument() {}

  static Map<String, Object> of(LoadReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dataset", report.identity().name());
    document.put("sha256", report.identity().sha256());
    document.put("alreadyLoaded", report.already());
    document.put("sittings", report.attempts());
    document.put("tables", report.tables().stream().map(LoadDocument::table).toList());
    document.put("indexBuilds", report.builds().stream().map(LoadDocument::build).toList());
    document.put("sizes", report.sizes().stream().map(LoadDocument::size).toList());
    document.put("phaseSeconds", report.phaseSeconds());
    return document;
  }

  private static Map<String, Object> table(LoadReport.TableLoad table) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("table", table.table().tableName());
    document.put("rows", table.rows());
    document.put("copySeconds", table.seconds());
    document.put("rowsPerSecond", table.rowsPerSecond());
    return document;
  }

  private static Map<String, Object> build(IndexBuild build) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("index", build.name());
    document.put("sql", build.sql());
    document.put("seconds", build.seconds());
    document.put("sizeBytes", build.sizeBytes());
    document.put("walBytes", build.walBytes());
    build.workers().planned().ifPresent(count -> document.put("workersPlanned", count));
    build.workers().launched().ifPresent(count -> document.put("workersLaunched", count));
    document.put("notices", build.notices());
    document.put("settings", new TreeMap<>(build.settings()));
    return document;
  }

  private static Map<String, Object> size(TableSize size) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("table", size.table());
    document.put("heapBytes", size.heapBytes());
    document.put("toastBytes", size.toastBytes());
    document.put("indexBytes", size.indexBytes());
    return document;
  }
}
