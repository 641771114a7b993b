package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Timeout;

/**
 * One CREATE INDEX of the HNSW index on the embeddings, with its commit: the effect of workers,
 * memory, m and ef_construction.
 *
 * <p>This isolates the build of one index on a table that is in the server's buffers as far as it
 * fits. The previous index is dropped, and the new one is inspected and searched, outside of the
 * timed part. Its size, its log, the workers that took part, the share of the rows that was in the
 * graph when it left the memory, and its recall are reported with the times. The number would be
 * wrong if the server launched fewer workers than requested, so the report shows the launched
 * workers.
 *
 * <p>Run: {@code ./pgassay run HnswBuild --param max_parallel_maintenance_workers=0,1}.
 */
// JMH would interrupt an iteration after ten minutes; a build of a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class HnswBuildBenchmark extends LoopBenchmark {
  @Param("16")
  @ParameterInfo(value = "links of an element of the graph", least = 2, most = 100)
  public int m;

  @Param("64")
  @ParameterInfo(
      value = "candidates while the graph is built; at least 2 m",
      least = 4,
      most = 1000)
  public int efConstruction;

  @Param({"0", "1"})
  @ParameterInfo(value = BuildParameters.WORKERS_DESCRIPTION, least = 0, most = 64)
  public int maxParallelMaintenanceWorkers;

  @Param({"64MB", "256MB"})
  @ParameterInfo(
      value = BuildParameters.MEMORY_DESCRIPTION,
      words = {
        "1MB", "4MB", "16MB", "32MB", "64MB", "128MB", "256MB", "512MB", "1GB", "2GB", "4GB", "8GB",
        "16GB", "32GB"
      })
  public String maintenanceWorkMem;

  /**
   * Builds the index once.
   *
   * @return the number of rows that it changed, which is 0
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int build() throws SQLException {
    return executeNext();
  }
}
