package dev.pgassay.benchmarks.dump;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import dev.pgassay.measure.workload.Parameter.Stage;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Timeout;

/**
 * The schema of the loaded database, dumped by {@code pg_dump} or restored by {@code pg_restore}:
 * the effect of the format, compression and several jobs.
 *
 * <p>This isolates one run of the program on this machine, from its start to its end. A dump writes
 * its file to the folder of temporary files; the previous one is removed outside of the timed part.
 * A restore reads a dump that is most likely in the page cache. It ends when all indexes are built,
 * the HNSW index with the memory and workers that pgassay gives its own builds. It is not a backup
 * of a cluster: roles, other schemas and the log are not in it.
 *
 * <p>Run: {@code ./pgassay run DumpRestore --param compression=0}.
 */
// JMH would interrupt an iteration after ten minutes; restoring a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class DumpRestoreBenchmark extends LoopBenchmark {
  @Param({"dump", "restore"})
  @ParameterInfo(
      value = "dump: pg_dump of the schema; restore: pg_restore of it, indexes included",
      stage = Stage.BUILD,
      words = {"dump", "restore"})
  public String operation;

  @Param({"custom", "directory"})
  @ParameterInfo(
      value = "custom: one file; directory: a file for each table",
      wordsOf = DumpFormat.class)
  public String format;

  @Param({"0", "6"})
  @ParameterInfo(
      value = "level of gzip; 0: none, 6: what pg_dump takes by itself",
      least = 0,
      most = 9)
  public int compression;

  @Param("1")
  @ParameterInfo(
      value = "processes that dump or restore; a dump in the custom format has one",
      least = 1,
      most = 64)
  public int jobs;

  /**
   * Dumps or restores once.
   *
   * @return 0, because the gate checks the transferred content
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int transfer() throws SQLException {
    return executeNext();
  }
}
