package dev.pgassay.result.point;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The work of the server while a point was measured: differences of counters over exactly the
 * measured iterations. A counter that was not read is not in the map. Immutable.
 *
 * @param source the view with the counts of blocks: {@code pg_stat_statements} counts only the
 *     measured statement, {@code pg_stat_database} all sessions of the database
 * @param perOperation counter to its growth divided by the number of operations
 * @param waits wait event of the measured sessions to its share of the samples: {@code running} is
 *     no wait, {@code Client/ClientRead} is waiting for the client; sessions of a pool or of a
 *     program count only while they execute
 * @param waitSamples number of samples, ten per second of each session
 * @param processes resources of the server's processes, absent if they run on another machine
 * @param disturbances other work of the server meanwhile, such as a checkpoint, one line each
 * @param notices what could not be read and why, one line each
 */
public record ServerWork(
    String source,
    Map<Counter, Double> perOperation,
    Map<String, Double> waits,
    long waitSamples,
    Optional<Processes> processes,
    List<String> disturbances,
    List<String> notices) {
  public ServerWork {
    Checked.text("source", source);
    perOperation = Checked.sorted(perOperation);
    perOperation.forEach((counter, value) -> Checked.measured(counter.name(), value));
    waits = Checked.sorted(waits);
    waits.forEach((event, share) -> Checked.ratio("share of " + event, share));
    Checked.notNegative("waitSamples", waitSamples);
    Objects.requireNonNull(processes, "processes");
    disturbances = List.copyOf(disturbances);
    notices = List.copyOf(notices);
  }

  /**
   * Resources that all processes of the server together used, including background workers.
   *
   * @param cpuRatio their processor time divided by that of all processors of the machine during
   *     the measurement, 0 to 1
   * @param privateMemoryBytes the most private memory after any iteration
   * @param sharedMemoryBytes the most shared memory that was touched, after any iteration
   */
  public record Processes(double cpuRatio, long privateMemoryBytes, long sharedMemoryBytes) {
    public Processes {
      Checked.ratio("cpuRatio", cpuRatio);
      Checked.notNegative("privateMemoryBytes", privateMemoryBytes);
      Checked.notNegative("sharedMemoryBytes", sharedMemoryBytes);
    }
  }

  /** The counters. A block is 8,192 bytes unless the server was built otherwise. */
  public enum Counter {
    /**
     * Executions of the measured statement that the server counted: 1, unless others ran it too.
     */
    @JsonProperty("calls")
    CALLS,
    /** Nanoseconds of execution by the server's clock, without planning, network and client. */
    @JsonProperty("executionNanos")
    EXECUTION_NANOS,
    /** Rows that the statement returned. */
    @JsonProperty("rows")
    ROWS,
    /** Blocks of tables and indexes found in shared buffers. */
    @JsonProperty("sharedBlocksHit")
    SHARED_BLOCKS_HIT,
    /** Blocks of tables and indexes fetched from the operating system. */
    @JsonProperty("sharedBlocksRead")
    SHARED_BLOCKS_READ,
    /** Blocks of tables and indexes changed. */
    @JsonProperty("sharedBlocksDirtied")
    SHARED_BLOCKS_DIRTIED,
    /** Blocks of tables and indexes that the session itself had to write out. */
    @JsonProperty("sharedBlocksWritten")
    SHARED_BLOCKS_WRITTEN,
    /** Blocks of temporary files read. */
    @JsonProperty("tempBlocksRead")
    TEMP_BLOCKS_READ,
    /** Blocks of temporary files written. */
    @JsonProperty("tempBlocksWritten")
    TEMP_BLOCKS_WRITTEN,
    /** Records of write-ahead log. */
    @JsonProperty("walRecords")
    WAL_RECORDS,
    /** Bytes of write-ahead log. */
    @JsonProperty("walBytes")
    WAL_BYTES,
    /** Temporary files made, in the whole database. */
    @JsonProperty("tempFiles")
    TEMP_FILES,
    /** Rows that scans read, in the whole database. */
    @JsonProperty("tuplesReturned")
    TUPLES_RETURNED,
    /** Rows that index scans fetched from tables, in the whole database. */
    @JsonProperty("tuplesFetched")
    TUPLES_FETCHED,
    /** Rows inserted, in the whole database. */
    @JsonProperty("tuplesInserted")
    TUPLES_INSERTED,
    /** Rows updated, in the whole database. */
    @JsonProperty("tuplesUpdated")
    TUPLES_UPDATED,
    /** Rows deleted, in the whole database. */
    @JsonProperty("tuplesDeleted")
    TUPLES_DELETED,
    /**
     * Read requests of client sessions and their workers to the operating system, in the whole
     * server.
     */
    @JsonProperty("ioReads")
    IO_READS,
    /**
     * Write requests of client sessions and their workers to the operating system, in the whole
     * server.
     */
    @JsonProperty("ioWrites")
    IO_WRITES,
    /** Records of write-ahead log of all sessions and processes, in the whole server. */
    @JsonProperty("serverWalRecords")
    SERVER_WAL_RECORDS,
    /** Bytes of write-ahead log of all sessions and processes, in the whole server. */
    @JsonProperty("serverWalBytes")
    SERVER_WAL_BYTES,
    /** Nanoseconds of processor time of all the server's processes. */
    @JsonProperty("cpuNanos")
    CPU_NANOS
  }
}
