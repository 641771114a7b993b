package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Timeout;

/**
 * One CREATE INDEX of the GIN index on the texts, with its commit: how much time memory and workers
 * save.
 *
 * <p>This isolates the build of one index on a table that is in the server's buffers as far as it
 * fits. Whenever the collected entries fill maintenance_work_mem, the server writes them into the
 * index, so with little memory it visits each frequent word many times. The previous index is
 * dropped, and the new one inspected, outside of the timed part. PostgreSQL builds GIN indexes in
 * parallel from version 18 on; on an older server points with workers are not available. The report
 * shows the observed workers, not the requested ones.
 *
 * <p>Run: {@code ./pgassay run GinBuild --param maintenance_work_mem=1MB,64MB}.
 */
// JMH would interrupt an iteration after ten minutes; a build of a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class GinBuildBenchmark extends LoopBenchmark {
  @Param({"0", "1"})
  @ParameterInfo(value = BuildParameters.WORKERS_DESCRIPTION, least = 0, most = 64)
  public int maxParallelMaintenanceWorkers;

  @Param({"1MB", "64MB"})
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
