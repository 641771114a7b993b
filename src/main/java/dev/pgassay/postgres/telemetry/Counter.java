package dev.pgassay.postgres.telemetry;

/**
 * The quantities that a server counts while it works. A block is 8,192 bytes unless the server was
 * built otherwise.
 */
public enum Counter {
  /** Executions of the measured statement that succeeded. */
  CALLS,
  /** Nanoseconds that the server spent on executing it, without planning, network and client. */
  EXECUTION_NANOS,
  /** Rows that it returned. */
  ROWS,
  /** Blocks of tables and indexes found in shared buffers. */
  SHARED_BLOCKS_HIT,
  /** Blocks of tables and indexes fetched from the operating system. */
  SHARED_BLOCKS_READ,
  /** Blocks of tables and indexes changed. */
  SHARED_BLOCKS_DIRTIED,
  /** Blocks of tables and indexes that the session itself had to write out. */
  SHARED_BLOCKS_WRITTEN,
  /** Blocks of temporary files read. */
  TEMP_BLOCKS_READ,
  /** Blocks of temporary files written. */
  TEMP_BLOCKS_WRITTEN,
  /** Records of write-ahead log. */
  WAL_RECORDS,
  /** Bytes of write-ahead log. */
  WAL_BYTES,
  /** Temporary files made, in the whole database. */
  TEMP_FILES,
  /** Rows that scans read, in the whole database. */
  TUPLES_RETURNED,
  /** Rows that index scans fetched from tables, in the whole database. */
  TUPLES_FETCHED,
  /** Rows inserted, in the whole database. */
  TUPLES_INSERTED,
  /** Rows updated, in the whole database. */
  TUPLES_UPDATED,
  /** Rows deleted, in the whole database. */
  TUPLES_DELETED,
  /**
   * Reads that client sessions and their workers asked of the operating system, in the whole
   * server.
   */
  IO_READS,
  /**
   * Writes that client sessions and their workers asked of the operating system, in the whole
   * server.
   */
  IO_WRITES,
  /** Records of write-ahead log of all sessions and processes, in the whole server. */
  SERVER_WAL_RECORDS,
  /** Bytes of write-ahead log of all sessions and processes, in the whole server. */
  SERVER_WAL_BYTES,
  /** Nanoseconds of processor time of all the server's processes, if they can be seen. */
  CPU_NANOS
}
