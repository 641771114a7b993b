package dev.pgassay.benchmarks.listing;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A page of a listing in the order of time: how much time a composite index saves, and the cost of
 * a late page by OFFSET and by keyset.
 *
 * <p>This isolates one prepared statement that returns 20 rows of three narrow columns. Its rival
 * is another set of indexes ({@code index}) on a copy of the same rows. The number would be wrong
 * if another index served the page; the gate requires the composite one by its name.
 *
 * <p>Run: {@code ./pgassay run Listing --param index=composite,none --param depth=1}.
 */
public class ListingBenchmark extends LoopBenchmark {
  @Param({"migrated", "composite", "wrong_order", "single", "none", "covering"})
  @ParameterInfo(
      value =
          "migrated: all of the schema; composite: the listings' own alone; wrong_order: the time"
              + " first; single: one for each column; none; covering: with INCLUDE, for"
              + " index-only scans",
      stage = Stage.BUILD,
      wordsOf = IndexVariant.class)
  public String index;

  @Param({"status", "city"})
  @ParameterInfo(
      value = "the columns with one value each, before the range of time",
      wordsOf = Listing.class)
  public String listing;

  @Param({"offset", "keyset"})
  @ParameterInfo(
      value = "how a page is selected: by the rows before it, or by the last row before it",
      wordsOf = Page.class)
  public String page;

  @Param({"1", "100"})
  @ParameterInfo(
      value = "row of the listing that the page begins with",
      least = 1,
      most = 10_000_000)
  public int depth;

  /**
   * Reads one page.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int page() throws SQLException {
    return executeNext();
  }
}
