package dev.pgassay.benchmarks.graph;

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
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A question that follows links over several steps, put in Cypher and in SQL.
 *
 * <p>Isolated is one prepared statement; all forms of a question are asked about the same speakers
 * or companies and must give the same rows. What would make the number wrong: a first vertex that
 * is looked for without an index, which measures the reading of a table (the gate refuses it), and
 * another database of the server being written to: AGE keeps the graph that paths of variable
 * length go through in the memory of each session, and reads all of it again after any commit.
 *
 * <p>Run: {@code ./pgassay run Graph --database docker --param question=co_speakers}. It needs the
 * file that the host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GraphBenchmark {

  /** The question, shared by all clients of a fork. The parameters are labels here. */
  @State(Scope.Benchmark)
  public static class Questions extends LoopState {
    /** What is asked. */
    @Param("co_speakers")
    public String question;

    /** In which language. */
    @Param("joins")
    public String form;

    /** Over how many events. */
    @Param("2")
    public int hops;

    @Override
    protected ClientTask task(ForkContext context) {
      return GraphTask.of(context, new QueryFiles());
    }
  }

  /** A client with a session of its own. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate. */
    @Setup(Level.Trial)
    public void join(Questions questions, ThreadParams thread) {
      enter(questions, thread);
    }
  }

  /**
   * One answer.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int answer(Client client) throws SQLException {
    return client.executeNext();
  }
}
