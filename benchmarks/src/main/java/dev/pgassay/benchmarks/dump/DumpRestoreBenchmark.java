package dev.pgassay.benchmarks.dump;

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
 * The schema of the loaded database dumped by {@code pg_dump}, or restored by {@code pg_restore}:
 * what the format, compression and several jobs cost or save.
 *
 * <p>Isolated is one run of the program from its start to its end, on this machine. A dump writes
 * its file to the folder of temporary files; the one before is removed outside of the timed part. A
 * restore reads a dump that the system has just written or read, so most likely from the page
 * cache, and ends with all indexes built, the HNSW index with the memory and workers that this
 * program gives its own builds. It would be wrong to take it for a backup of a cluster: roles,
 * other schemas and the log are not in it.
 *
 * <p>Run: {@code ./pgassay run DumpRestore --param compression=0}. It needs the file that the host
 * writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// JMH would interrupt an iteration after ten minutes; restoring a million rows takes longer.
@Timeout(time = 1, timeUnit = TimeUnit.DAYS)
public class DumpRestoreBenchmark {

  /** What is done. The parameters are labels here: the host tells the fork. */
  @State(Scope.Benchmark)
  public static class Transfer extends LoopState {
    /** Dump or restore. */
    @Param("dump")
    public String operation;

    /** Of the dump. */
    @Param("custom")
    public String format;

    /** Level of gzip. */
    @Param("0")
    public int compression;

    /** Processes that work on it. */
    @Param("1")
    public int jobs;

    @Override
    protected ClientTask task(ForkContext context) {
      return DumpRestoreTask.of(context, new QueryFiles());
    }
  }

  /** The one client. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate, which dumps or restores once. */
    @Setup(Level.Trial)
    public void join(Transfer transfer, ThreadParams thread) {
      enter(transfer, thread);
    }
  }

  /**
   * One dump or one restore.
   *
   * @return 0, since what it transfers is checked by the gate
   */
  @Benchmark
  public int transfer(Client client) throws SQLException {
    return client.executeNext();
  }
}
