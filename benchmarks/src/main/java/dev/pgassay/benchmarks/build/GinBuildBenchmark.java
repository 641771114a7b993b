package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.loop.ClientState;
import dev.pgassay.benchmarks.loop.LoopState;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One CREATE INDEX of the GIN index on the texts, with its commit: what memory and workers save it.
 *
 * <p>Isolated is the build of one index on a table that stands in the server's buffers as far as it
 * fits. Whenever the entries gathered fill maintenance_work_mem they are written into the index, so
 * little memory means that each of the frequent words is visited many times. The index before is
 * dropped, and the new one looked at, outside of the timed part. PostgreSQL builds GIN indexes in
 * parallel from version 18 on; on an older server points with workers are not available. The
 * workers that were seen are told, not those that were asked for.
 *
 * <p>Run: {@code ./pgassay run GinBuild --param maintenance_work_mem=1MB,64MB}. It needs the file
 * that the host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// JMH would interrupt an iteration after ten minutes; a build of a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class GinBuildBenchmark {

  /** What is built. The parameters are labels here: the host tells the fork. */
  @State(Scope.Benchmark)
  public static class Build extends LoopState {
    /** Processes that a build may have beside its leader. */
    @Param("0")
    public int maxParallelMaintenanceWorkers;

    /** Memory of a build. */
    @Param("64MB")
    public String maintenanceWorkMem;

    @Override
    protected ClientTask task(ForkContext context) {
      return BuildTask.of(context, new QueryFiles());
    }
  }

  /** The one client. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate, which builds the index once. */
    @Setup(Level.Trial)
    public void join(Build build, ThreadParams thread) {
      enter(build, thread);
    }
  }

  /**
   * One build.
   *
   * @return the number of rows that it changed, which is 0
   */
  @Benchmark
  public int build(Client client) throws SQLException {
    return client.executeNext();
  }
}
