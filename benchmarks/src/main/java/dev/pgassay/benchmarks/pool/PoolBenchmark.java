package dev.pgassay.benchmarks.pool;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import dev.pgassay.benchmarks.loop.ParameterInfo;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * One event by its primary key through a HikariCP pool that all clients share: the number of
 * connections beyond which more of them serve no more requests, and the wait of a request for one.
 *
 * <p>This isolates a request of an application: it takes a connection, executes a prepared
 * statement that the driver keeps for that connection, and gives the connection back. The wait for
 * the connection is part of the latency; its mean and maximum are reported separately, with the
 * number of requests that got none within a second. The number would be wrong if the look-up itself
 * were slow; the gate requires the primary key.
 *
 * <p>Run: {@code ./pgassay run Pool --clients 1,8,32}.
 */
public class PoolBenchmark extends LoopBenchmark {
  @Param({"1", "2", "4", "8", "16"})
  @ParameterInfo(
      value = "connections of the HikariCP pool that all clients share",
      least = 1,
      most = 256)
  public int poolSize;

  /**
   * Looks up one event.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int lookUp() throws SQLException {
    return executeNext();
  }
}
