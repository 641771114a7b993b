package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A search by an HNSW index after rounds of deletes and inserts: the effect of dead rows, VACUUM
 * and REINDEX on recall, latency and size.
 *
 * <p>This isolates one search by one statement, as in HnswSearch, after the last round: nothing is
 * written while it is timed. Its rivals are the same search with other maintenance and before any
 * round. Every run deletes and inserts the same rows, at random and not by age, whatever the
 * maintenance.
 *
 * <p>Run: {@code ./pgassay run Churn --param rounds=0,1,2,3,4,5}.
 */
public class ChurnBenchmark extends LoopBenchmark {
  @Param("10")
  @ParameterInfo(
      value = "percent of the events that a round deletes, and inserts as new ones",
      stage = Stage.BUILD,
      least = 1,
      most = 100)
  public int share;

  @Param({"0", "1", "5"})
  @ParameterInfo(
      value = "rounds before the search is measured",
      stage = Stage.BUILD,
      least = 0,
      most = ChurnWorkload.MOST_ROUNDS)
  public int rounds;

  @Param({"on", "off"})
  @ParameterInfo(
      value = "whether each round ends with a VACUUM of table and indexes",
      stage = Stage.BUILD,
      words = {"on", "off"})
  public String vacuum;

  @Param("off")
  @ParameterInfo(
      value = "whether the HNSW index is rebuilt after the last round",
      stage = Stage.BUILD,
      words = {"on", "off"})
  public String reindex;

  @Param("40")
  @ParameterInfo(value = "candidates of a search; at least k", least = 1, most = 1000)
  public int efSearch;

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
  public int nearestK() throws SQLException {
    return executeNext();
  }
}
