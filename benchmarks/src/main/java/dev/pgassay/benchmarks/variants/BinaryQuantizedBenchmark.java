package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.vector.Metric;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * HNSW over the signs of the components; the candidates are ranked again by their whole vectors.
 *
 * <p>This isolates the number of candidates: the server finds them by Hamming distance, reads them
 * from the table and computes their full distances. A few candidates make the search fast and
 * inaccurate; many give the recall of an index on whole vectors.
 *
 * <p>Run: {@code ./pgassay run BinaryQuantized --param candidates=20,100,400}.
 */
public class BinaryQuantizedBenchmark extends LoopBenchmark {
  @Param({"20", "50", "100", "200", "400"})
  @ParameterInfo(
      value =
          "candidates by Hamming distance that are ranked again by whole vectors; also ef_search",
      least = 1,
      most = 1000)
  public int candidates;

  @Param("cosine")
  @ParameterInfo(value = VectorParameters.METRIC_DESCRIPTION, wordsOf = Metric.class)
  public String metric;

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
  public int nearestReRanked() throws SQLException {
    return executeNext();
  }
}
