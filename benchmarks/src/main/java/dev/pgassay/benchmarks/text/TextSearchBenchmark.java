package dev.pgassay.benchmarks.text;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.data.text.TextQueryChoice.Kind;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Text search over the events: the cost of each kind of query with a GIN index in each of its
 * states, and without one.
 *
 * <p>{@code result=count} isolates matching: reading the index, and the rows that it cannot decide.
 * {@code result=top10} adds the rank of every match, which a page of hits needs; {@code top1} and
 * {@code top100} show the effect of the length of the page. The rival of the index is a sequential
 * scan ({@code gin=none}).
 *
 * <p>The number would be wrong if the server found other rows. Counts, and ranked rows in their
 * order, are compared with an evaluation of the generated texts without the server.
 *
 * <p>Run: {@code ./pgassay run TextSearch --param query=rare,common}.
 */
public class TextSearchBenchmark extends LoopBenchmark {
  @Param("on")
  @ParameterInfo(
      value =
          "on: fastupdate on, nothing pending; pending: on, with 4 MB of pending entries, or"
              + " fewer where the events are few; off: fastupdate off; none: no index",
      stage = Stage.BUILD,
      wordsOf = GinIndex.class)
  public String gin;

  @Param({"rare", "common", "and", "or", "phrase", "prefix", "websearch", "title"})
  @ParameterInfo(
      value =
          "rare: terms in 0.01 % of the events; common: in 10 %; and, or, phrase, prefix,"
              + " websearch; title: common terms in the name (weight A)",
      wordsOf = Kind.class)
  public String query;

  @Param("top10")
  @ParameterInfo(
      value = "count: the number of matches; top1, top10, top100: the k best by ts_rank",
      words = {"count", "top1", "top10", "top100"})
  public String result;

  @Param("index")
  @ParameterInfo(value = Planner.DESCRIPTION, wordsOf = Planner.class)
  public String planner;

  /**
   * Searches once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int textSearch() throws SQLException {
    return executeNext();
  }
}
