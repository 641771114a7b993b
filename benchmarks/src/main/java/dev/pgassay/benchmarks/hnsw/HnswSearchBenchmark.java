package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The k nearest events by an HNSW index: the effect of m, ef_construction and ef_search on latency
 * and recall.
 *
 * <p>This isolates one prepared statement in a closed loop: the client binds a vector in binary,
 * makes one round trip and reads k ids. The pool, the plan and the choice of the query are not
 * timed.
 *
 * <p>The number would be wrong if the planner took another plan, if the setting were not in force,
 * or if the answers were not near the true ones. The gate refuses all three before anything is
 * timed, and reads the plan again at the end.
 *
 * <p>Run: {@code ./pgassay run HnswSearch --param ef_search=40,100}.
 */
public class HnswSearchBenchmark extends LoopBenchmark {
  @Param("16")
  @ParameterInfo(
      value = "links of an element of the graph",
      stage = Stage.BUILD,
      least = 2,
      most = 100)
  public int m;

  @Param("64")
  @ParameterInfo(
      value = "candidates while the graph is built; at least 2 m",
      stage = Stage.BUILD,
      least = 4,
      most = 1000)
  public int efConstruction;

  @Param({"10", "20", "40", "100", "200"})
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
