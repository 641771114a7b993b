package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Timeout;

/**
 * Loading thousands of generated events into an empty table in one transaction: the cost of the
 * method and of the existing indexes.
 *
 * <p>This isolates the load with its commit. The rows are made beforehand. For COPY they are in a
 * file of its format, which the client sends unchanged. For INSERT they are objects, which the
 * client binds. The table is emptied outside of the timed part, and its triggers are off, as when a
 * dataset is loaded. An HNSW index grows during the load, so a larger load takes longer per row. A
 * latency is that of a whole load. Rows per second and the log per row are reported with it.
 *
 * <p>Run: {@code ./pgassay run BulkLoad --param method=copy_binary,insert_100}.
 */
// With the HNSW index a load takes minutes; JMH would interrupt it after ten.
@Timeout(time = 2, timeUnit = TimeUnit.HOURS)
public class BulkLoadBenchmark extends LoopBenchmark {
  @Param({"primary_key", "without_hnsw", "all"})
  @ParameterInfo(
      value =
          "that exist while rows are inserted. primary_key: only that; without_hnsw: all others;"
              + " all",
      stage = Stage.BUILD,
      wordsOf = LoadIndexes.class)
  public String indexes;

  @Param({
    "copy_binary",
    "copy_text",
    "insert_1",
    "insert_pipelined",
    "insert_10",
    "insert_100",
    "insert_1000"
  })
  @ParameterInfo(
      value =
          "copy_binary, copy_text; insert_N: N rows in a statement; insert_pipelined: one row in"
              + " a statement, a thousand statements in a JDBC batch",
      wordsOf = LoadMethod.class)
  public String method;

  @Param("1000")
  @ParameterInfo(
      value = "events of a load, which is one transaction into an empty table",
      words = {"1000", "2000", "5000", "10000", "20000"})
  public int rows;

  /**
   * Loads once.
   *
   * @return the number of rows loaded
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int load() throws SQLException {
    return executeNext();
  }
}
