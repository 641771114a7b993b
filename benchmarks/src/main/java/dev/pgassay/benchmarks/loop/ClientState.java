package dev.pgassay.benchmarks.loop;

import dev.pgassay.fork.LoopClient;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * A client with a session of its own. A benchmark extends it by a set-up of level Trial that calls
 * {@link #enter}, as a state of JMH's scope Thread.
 */
public abstract class ClientState {
  private LoopState loop;
  private LoopClient client;

  /**
   * Enters the loop through the gate.
   *
   * @param loop that all clients of the fork share
   * @param thread of JMH
   */
  protected void enter(LoopState loop, ThreadParams thread) {
    this.loop = loop;
    client = loop.loop().join(thread.getThreadIndex());
  }

  /**
   * Executes once.
   *
   * @return the number of rows, so that nothing is optimised away
   * @throws SQLException where the connection is lost
   */
  public int executeNext() throws SQLException {
    return client.executeNext();
  }

  /**
   * Begins to record, unless this is a warm-up iteration.
   *
   * @param iteration of JMH
   */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      client.beginRecording();
    }
  }

  /** Ends the recording of this iteration. */
  @TearDown(Level.Iteration)
  public void end() {
    client.endRecording();
  }

  /** Leaves the loop; the last client reports to the host. */
  @TearDown(Level.Trial)
  public void leave() {
    loop.leave();
  }
}
