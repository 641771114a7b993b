package dev.pgassay.cli.data;

import dev.pgassay.data.load.LoadReport;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.run.NextStep;
import java.util.Locale;
import java.util.Map;

/** Describes a load for people. */
final class LoadText {
  private final StringBuilder out = new StringBuilder();

  private LoadText() {}

  static String of(LoadReport report, NextStep next) {
    LoadText text = new LoadText();
    text.head(report);
    text.tables(report);
    text.builds(report);
    text.phases(report);
    text.line("");
    text.line("next: %s", next.command());
    return text.out.toString();
  }

  private void head(LoadReport report) {
    line(
        "%s (%s): %s rows in 7 tables%s",
        report.identity().name(),
        report.identity().shortHash(),
        ValueFormatter.count(report.rows()),
        report.already() ? ", loaded before" : "");
    if (report.attempts() > 1) {
      line("resumed %d times: the seconds include the work that was kept", report.attempts());
    }
  }

  private void tables(LoadReport report) {
    line("");
    line("%-16s %12s %10s %10s %12s", "table", "rows", "copy s", "rows/s", "MiB total");
    for (LoadReport.TableLoad table : report.tables()) {
      line(
          "%-16s %12s %10s %10s %12s",
          table.table().tableName(),
          ValueFormatter.count(table.rows()),
          ValueFormatter.threeDigits(table.seconds()),
          ValueFormatter.threeDigits(table.rowsPerSecond()),
          size(report, table.table().tableName()));
    }
  }

  private void builds(LoadReport report) {
    line("");
    line("%-44s %8s %10s %9s", "index", "build s", "MiB", "workers");
    for (IndexBuild build : report.builds()) {
      line(
          "%-44s %8s %10s %9s",
          build.name(),
          ValueFormatter.threeDigits(build.seconds()),
          ValueFormatter.mebibytes(build.sizeBytes()),
          workers(build));
      build.notices().forEach(notice -> line("    %s", notice));
    }
  }

  private void phases(LoadReport report) {
    line("");
    for (Map.Entry<String, Double> phase : report.phaseSeconds().entrySet()) {
      line("%-16s %10s s", phase.getKey(), ValueFormatter.threeDigits(phase.getValue()));
    }
  }

  private static String size(LoadReport report, String table) {
    return report.sizes().stream()
        .filter(size -> size.table().equals(table))
        .findFirst()
        .map(TableSize::totalBytes)
        .map(ValueFormatter::mebibytes)
        .orElse("-");
  }

  private static String workers(IndexBuild build) {
    return build.workers().launched().isPresent()
        ? String.valueOf(build.workers().launched().getAsInt())
        : "-";
  }

  private void line(String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values).stripTrailing()).append('\n');
  }
}
