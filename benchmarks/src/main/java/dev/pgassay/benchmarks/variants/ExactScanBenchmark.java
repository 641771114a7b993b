package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.vector.Metric;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * All distances, sorted: the reference for every index, and the only search that misses nothing.
 *
 * <p>This isolates computing the distances, reading the vectors from where they are stored, and the
 * gain from parallel workers. The number would be wrong if the server used the index; the gate
 * refuses that.
 *
 * <p>Run: {@code ./pgassay run ExactScan --param storage=external,plain}.
 */
public class ExactScanBenchmark extends LoopBenchmark {
  @Param("cosine")
  @ParameterInfo(value = VectorParameters.METRIC_DESCRIPTION, wordsOf = Metric.class)
  public String metric;

  @Param("external")
  @ParameterInfo(value = Storage.DESCRIPTION, stage = Stage.BUILD, wordsOf = Storage.class)
  public String storage;

  @Param("0")
  @ParameterInfo(
      value = "parallel workers of a search, as far as max_parallel_workers has them",
      least = 0,
      most = 64)
  public int workers;

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
  public int nearestOfAll() throws SQLException {
    return executeNext();
  }
}
