package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.vector.Metric;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * HNSW with half-precision vectors, with other distances, and with vectors stored in their rows,
 * compared with the schema's own index.
 *
 * <p>This isolates the element of the graph: m and ef_construction are pgvector's defaults
 * throughout. The rival of half-precision distances is the distance between whole vectors. The
 * ground truth is that of whole vectors, so recall includes what the lower precision loses.
 *
 * <p>Run: {@code ./pgassay run HnswVariants --param element=vector,halfvec}.
 */
public class HnswVariantsBenchmark extends LoopBenchmark {
  @Param({"vector", "halfvec"})
  @ParameterInfo(
      value = "elements of the graph: vector, or halfvec with half the bytes",
      stage = Stage.BUILD,
      words = {"vector", "halfvec"})
  public String element;

  @Param("cosine")
  @ParameterInfo(
      value = VectorParameters.METRIC_DESCRIPTION,
      stage = Stage.BUILD,
      wordsOf = Metric.class)
  public String metric;

  @Param("external")
  @ParameterInfo(value = Storage.DESCRIPTION, stage = Stage.BUILD, wordsOf = Storage.class)
  public String storage;

  @Param({"40", "100"})
  @ParameterInfo(value = "candidates of a search; at least k", least = 1, most = 1000)
  public int efSearch;

  @Param("10")
  @ParameterInfo(value = "number of neighbours", least = 1, most = 1000)
  public int k;

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
  public int nearestK() throws SQLException {
    return executeNext();
  }
}
