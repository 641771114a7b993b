package dev.pgassay.verdict.compare;

import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.PointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The exact tier of the schema: which tables and indexes there are, and their size on disk. */
final class SizeComparison {
  /** A table of a few pages grows by whole pages. */
  private static final long LEAST_BYTES = 4 * 8_192;

  private final Policy policy;
  private final List<Finding> findings = new ArrayList<>();

  private SizeComparison(Policy policy) {
    this.policy = policy;
  }

  static List<Finding> findings(List<TableSize> base, List<TableSize> contender, Policy policy) {
    SizeComparison comparison = new SizeComparison(policy);
    Map<String, TableSize> before = byName(base);
    Map<String, TableSize> after = byName(contender);
    before.forEach(
        (name, table) -> {
          TableSize other = after.get(name);
          if (other == null) {
            comparison.add(
                "table " + name, Aspect.TABLE_SIZE, Verdict.MISSING, "it no longer exists");
          } else {
            comparison.compare(table, other);
          }
        });
    after.keySet().removeAll(before.keySet());
    after.values().forEach(comparison::added);
    return comparison.findings;
  }

  private void added(TableSize table) {
    String sentence = "new, " + mebibytes(table.totalBytes()) + " with its indexes";
    add("table " + table.table(), Aspect.TABLE_SIZE, Verdict.OK, sentence);
  }

  private static Map<String, TableSize> byName(List<TableSize> tables) {
    Map<String, TableSize> byName = new TreeMap<>();
    tables.forEach(table -> byName.put(table.table(), table));
    return byName;
  }

  private void compare(TableSize before, TableSize after) {
    size(
        "table " + before.table(),
        Aspect.TABLE_SIZE,
        before.heapBytes() + before.toastBytes(),
        after.heapBytes() + after.toastBytes());
    for (Map.Entry<String, Long> index : before.indexBytes().entrySet()) {
      Long bytes = after.indexBytes().get(index.getKey());
      String subject = "index " + index.getKey();
      if (bytes == null) {
        Verdict gone = policy.tolerance(Aspect.INDEXES) >= 1 ? Verdict.OK : Verdict.MISSING;
        add(subject, Aspect.INDEXES, gone, "it no longer exists on " + before.table());
      } else {
        size(subject, Aspect.INDEX_SIZE, index.getValue(), bytes);
      }
    }
    TreeSet<String> added = new TreeSet<>(after.indexBytes().keySet());
    added.removeAll(before.indexBytes().keySet());
    for (String index : added) {
      add(
          "index " + index,
          Aspect.INDEXES,
          Verdict.OK,
          "new on " + after.table() + ", " + mebibytes(after.indexBytes().get(index)));
    }
  }

  private void size(String subject, Aspect aspect, long before, long after) {
    add(subject, aspect, verdict(before, after, policy.tolerance(aspect)), sentence(before, after));
  }

  /** Makes the finding about the size of an index that was built for a point. */
  static Finding finding(PointKey point, Aspect aspect, long before, long after, double tolerance) {
    return Finding.of(point, aspect, verdict(before, after, tolerance), sentence(before, after));
  }

  private static Verdict verdict(long before, long after, double tolerance) {
    double tolerated = Math.max(LEAST_BYTES, tolerance * before);
    long growth = after - before;
    return growth > tolerated
        ? Verdict.REGRESSED
        : growth < -tolerated ? Verdict.IMPROVED : Verdict.OK;
  }

  private static String sentence(long before, long after) {
    return mebibytes(after)
        + ", was "
        + mebibytes(before)
        + (before > 0
            ? String.format(Locale.ROOT, " (%+.1f %%)", 100.0 * (after - before) / before)
            : "");
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MiB", bytes / (double) (1 << 20));
  }

  private void add(String subject, Aspect aspect, Verdict verdict, String sentence) {
    findings.add(Finding.ofSchema(subject, aspect, verdict, sentence));
  }
}
