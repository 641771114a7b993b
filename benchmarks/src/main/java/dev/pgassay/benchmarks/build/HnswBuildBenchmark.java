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
 * One CREATE INDEX of the HNSW index on the embeddings, with its commit: what workers, memory, m
 * and ef_construction cost or save it.
 *
 * <p>Isolated is the build of one index on a table that stands in the server's buffers as far as it
 * fits. The index before is dropped, and the new one looked at and searched, outside of the timed
 * part. Beside the times stand its size, the log it wrote, the workers that took part, how many of
 * the rows were in the graph when it left the memory, and its recall. The number would be wrong if
 * the workers asked for were none in fact, so those that were launched are told.
 *
 * <p>Run: {@code ./pgassay run HnswBuild --param max_parallel_maintenance_workers=0,1}. It needs
 * the file that the host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// JMH would interrupt an iteration after ten minutes; a build of a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class HnswBuildBenchmark {

  /** What is built. The parameters are labels here: the host tells the fork. */
  @State(Scope.Benchmark)
  public static class Build extends LoopState {
    /** Links of an element of the graph. */
    @Param("16")
    public int m;

    /** Candidates while the graph is built. */
    @Param("64")
    public int efConstruction;

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
