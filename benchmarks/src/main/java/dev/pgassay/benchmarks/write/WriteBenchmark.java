package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A transaction that writes to the events: the cost of their indexes and trigger.
 *
 * <p>This isolates a transaction with its commit, which waits until the log is on disk if the
 * server's settings say so. The rows stay until the end of the point, so the table grows. A
 * delete's rows are inserted outside of the timed part. WAL, dead rows and the share of HOT updates
 * (those that touch no index) are reported with the latencies.
 *
 * <p>Run: {@code ./pgassay run Write --param operation=insert}.
 */
public class WriteBenchmark extends LoopBenchmark {
  @Param({"all", "without_hnsw"})
  @ParameterInfo(
      value = "all: the 37 of the schema; without_hnsw: the one on the embedding is gone",
      stage = Stage.BUILD,
      words = {"all", "without_hnsw"})
  public String indexes;

  @Param("on")
  @ParameterInfo(
      value = "whether the trigger computes the quality score of written rows",
      stage = Stage.BUILD,
      words = {"on", "off"})
  public String trigger;

  @Param({"insert", "insert_batch", "upsert", "update_embedding", "update_column", "delete"})
  @ParameterInfo(
      value = "what a transaction writes; a batch has 100 rows",
      wordsOf = WriteKind.class)
  public String operation;

  /**
   * Executes one transaction.
   *
   * @return the number of rows that it wrote
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int write() throws SQLException {
    return executeNext();
  }
}
