package dev.pgassay.benchmarks.index;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.vector.Metric;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The k nearest events by an index whose type a user describes in a YAML file.
 *
 * <p>This isolates one prepared statement in a closed loop, as {@code HnswSearch} does: the client
 * binds a vector in binary, makes one round trip and reads k ids. The options of the index and the
 * search effort are parameters that only the file knows. The rivals are HnswSearch and IvfFlat at
 * equal recall.
 *
 * <p>The number would be wrong if the planner took another plan, if a setting were not in force, or
 * if the answers were not near the true ones. The gate refuses all three before anything is timed,
 * and reads the plan again at the end.
 *
 * <p>Run: {@code ./pgassay run diskann --param effort=50,100}.
 */
public class IndexSearchBenchmark extends LoopBenchmark {
  @Param("cosine")
  @ParameterInfo(
      value = "distance, of those that the type has an operator class for",
      stage = Stage.BUILD,
      wordsOf = Metric.class)
  public String metric;

  @Param("10")
  @ParameterInfo(value = "neighbours asked for", least = 1, most = 1000)
  public int k;

  @Param("index")
  @ParameterInfo(value = Planner.DESCRIPTION, wordsOf = Planner.class)
  public String planner;

  /**
   * Searches once.
   *
   * @return the number of rows
   * @throws SQLException when the connection is lost
   */
  @Benchmark
  public int nearestK() throws SQLException {
    return executeNext();
  }
}
