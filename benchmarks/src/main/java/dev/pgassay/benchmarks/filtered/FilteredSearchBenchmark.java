package dev.pgassay.benchmarks.filtered;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The k nearest of the events that pass a filter, by several strategies.
 *
 * <p>This isolates one prepared statement, as in HnswSearch, with a condition whose value is part
 * of its text. Strategies that read every row that passes are exact and, if few rows pass, also the
 * fastest; the HNSW index is at its best when most rows pass.
 *
 * <p>The number would be wrong if short answers passed for fast ones, so the number of missing rows
 * is reported with every latency.
 *
 * <p>Run: {@code ./pgassay run FilteredSearch --param strategy=post_filter,iterative_relaxed}.
 */
public class FilteredSearchBenchmark extends LoopBenchmark {
  @Param({"post_filter", "iterative_strict", "iterative_relaxed"})
  @ParameterInfo(
      value =
          "post_filter; iterative_strict, iterative_relaxed; btree_single, btree_composite and"
              + " gin first; partial_hnsw; partitions; planner: all indexes, its choice, with an"
              + " iterative scan in relaxed order where it takes HNSW",
      stage = Stage.BUILD,
      wordsOf = Strategy.class)
  public String strategy;

  @Param({"topic", "audience"})
  @ParameterInfo(
      value =
          "topic: correlated with the vectors; audience: independent of them; both; term: a word in the"
              + " text",
      wordsOf = Attribute.class)
  public String attribute;

  @Param({"50", "10", "1", "0.1"})
  @ParameterInfo(
      value = "events that pass, in %; 0: none",
      words = {"50", "10", "1", "0.1", "0"})
  public String selectivity;

  @Param("10")
  @ParameterInfo(value = "number of neighbours", least = 1, most = 1000)
  public int k;

  @Param("40")
  @ParameterInfo(
      value = "candidates of a search, or of each step of an iterative scan",
      least = 1,
      most = 1000)
  public int efSearch;

  @Param("20000")
  @ParameterInfo(
      value = "rows after which an iterative scan gives up",
      least = 1,
      most = Integer.MAX_VALUE)
  public int maxScanTuples;

  @Param("1")
  @ParameterInfo(
      value = "memory after which an iterative scan gives up, in work_mem",
      least = 1,
      most = 1000)
  public int scanMemMultiplier;

  @Param("4MB")
  @ParameterInfo(
      value = "memory of a sort, and unit of scan_mem_multiplier",
      words = {"1MB", "4MB", "16MB", "64MB"})
  public String workMem;

  /**
   * Searches once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int nearestThatPass() throws SQLException {
    return executeNext();
  }
}
