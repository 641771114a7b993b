package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.vector.Metric;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * IVFFlat: the events are in lists around centres, and a search probes some of the lists.
 *
 * <p>This isolates lists and probes: the index is cheap to build, and more probes give more recall.
 * The rival is HNSW at equal recall; with all lists probed the search is an exact scan.
 *
 * <p>Run: {@code ./pgassay run IvfFlat --param lists=100 --param probes=1,10}.
 */
public class IvfFlatBenchmark extends LoopBenchmark {
  @Param("100")
  @ParameterInfo(value = "lists of the index", stage = Stage.BUILD, least = 1, most = 32768)
  public int lists;

  @Param("cosine")
  @ParameterInfo(
      value = VectorParameters.METRIC_DESCRIPTION,
      stage = Stage.BUILD,
      wordsOf = Metric.class)
  public String metric;

  @Param({"1", "5", "10", "20"})
  @ParameterInfo(value = "lists that a search reads; at most lists", least = 1, most = 32768)
  public int probes;

  @Param("10")
  @ParameterInfo(value = "number of neighbours", least = 1, most = 1000)
  public int k;

  /**
   * Searches once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int nearestProbed() throws SQLException {
    return executeNext();
  }
}
