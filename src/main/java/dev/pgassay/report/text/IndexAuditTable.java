package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.environment.AuditedIndex;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import dev.pgassay.result.environment.AuditedIndex.Verdict;
import dev.pgassay.result.environment.IndexAudit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a row for each index of the schema: whether it is needed, and its costs. */
final class IndexAuditTable {
  private static final String NOTHING = "-";

  /** Full pages of fewer than one in a hundred rows are not worth a line. */
  private static final double LEAST_FULL_PAGES = 0.01;

  private IndexAuditTable() {}

  static void append(StringBuilder out, IndexAudit audit) {
    TextTable table = new TextTable(3, "index", "verdict", "used by", "MiB", "WAL B", "us");
    audit.indexes().forEach(index -> table.add(cells(index)));
    out.append(table.render()).append('\n');
    Stream.of(Verdict.values())
        .filter(Verdict::notable)
        .forEach(verdict -> appendVerdict(out, audit, verdict));
    Paragraph.append(
        out,
        "insert",
        "WAL B and us are what the index adds to an inserted row as the only index on its table;"
            + " < means that executions without any index differed by as much");
    appendFullPages(out, audit);
    audit.notices().forEach(notice -> Paragraph.append(out, "notice", notice));
  }

  private static void appendVerdict(StringBuilder out, IndexAudit audit, Verdict verdict) {
    String indexes =
        audit.indexes().stream()
            .filter(index -> index.verdict() == verdict)
            .map(index -> index.index() + index.coveredBy().map(it -> " (" + it + ")").orElse(""))
            .collect(Collectors.joining(", "));
    if (!indexes.isEmpty()) {
      Paragraph.append(out, "verdict", words(verdict) + ", " + verdict.meaning() + ": " + indexes);
    }
  }

  private static void appendFullPages(StringBuilder out, IndexAudit audit) {
    String pages =
        audit.indexes().stream()
            .filter(index -> fullPages(index) >= LEAST_FULL_PAGES)
            .map(index -> index.index() + " " + ValueFormatter.threeDigits(fullPages(index)))
            .collect(Collectors.joining(", "));
    if (!pages.isEmpty()) {
      Paragraph.append(out, "", "whole pages per row in it, as after a checkpoint: " + pages);
    }
  }

  private static double fullPages(AuditedIndex index) {
    return index.insertCost().map(InsertCost::fullPageImagesPerRow).orElse(0.0);
  }

  private static String[] cells(AuditedIndex index) {
    return new String[] {
      index.index(),
      words(index.verdict()),
      usedBy(index),
      ValueFormatter.mebibytes(index.sizeBytes()),
      index.insertCost().map(it -> wal(it.walBytesPerRow())).orElse(NOTHING),
      index.insertCost().map(IndexAuditTable::micros).orElse(NOTHING)
    };
  }

  /**
   * Names the statements, then the benchmarks. Only the first is named; the others are in run.json.
   */
  private static String usedBy(AuditedIndex index) {
    List<String> users =
        Stream.concat(index.statements().stream(), index.benchmarks().stream()).toList();
    if (!users.isEmpty()) {
      return first(users);
    }
    List<String> forced =
        Stream.concat(
                index.statementsWithoutSequentialScans().stream(),
                index.benchmarksWithoutSequentialScans().stream().flatMap(List::stream))
            .toList();
    return forced.isEmpty() ? NOTHING : "(" + first(forced) + ")";
  }

  private static String first(List<String> users) {
    return users.get(0) + (users.size() == 1 ? "" : " +" + (users.size() - 1));
  }

  private static String wal(double bytes) {
    return ValueFormatter.count(Math.round(bytes));
  }

  private static String micros(InsertCost cost) {
    return cost.microsPerRow().isPresent()
        ? ValueFormatter.threeDigits(cost.microsPerRow().getAsDouble())
        : "< " + ValueFormatter.threeDigits(cost.resolutionMicros());
  }

  private static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
