package dev.pgassay.verdict.compare;

import java.util.Locale;

/**
 * An aspect of a point or of the schema that is compared, with the difference that is tolerated by
 * default.
 */
public enum Aspect {
  /** Whether the point could be measured and passed its gates. */
  VALIDITY("validity", 0),
  /** The answers: the share of queries that may answer otherwise. */
  ROWS("rows", 0),
  /** Mean recall: the loss that is tolerated, absolute. */
  RECALL("recall", 0.01),
  /** Mean recall: the least that is tolerated, whatever the base had; 0 for none. */
  RECALL_FLOOR("least recall", 0),
  /** The shape of the plan; 1 if any will do. */
  PLAN("plan", 0),
  /** Rows that the planner expected: the factor that is tolerated. */
  ESTIMATE("row estimate", 10),
  /** Temporary blocks of an operation: how many more are tolerated. */
  SPILL("temporary blocks per operation", 0.5),
  /** Blocks of an operation that were hit, read or changed: the share that is tolerated. */
  BUFFERS("buffers per operation", 0.05),
  /** The same if an index whose build is random was built anew. */
  BUFFERS_OF_ANOTHER_BUILD("buffers per operation, on another build", 0.15),
  /** Bytes of write-ahead log of an operation: the share that is tolerated. */
  WAL("WAL bytes per operation", 0.05),
  /** Heap and TOAST of a table: the share that is tolerated. */
  TABLE_SIZE("size of the table", 0.01),
  /** An index: the share that is tolerated. */
  INDEX_SIZE("size of the index", 0.03),
  /** Which indexes there are; 1 if any may be gone. */
  INDEXES("indexes", 0),
  /** Median service time: the share that is tolerated. */
  P50("p50", 0.05),
  /** 95th percentile of service time: the share that is tolerated. */
  P95("p95", 0.10),
  /** 99th percentile of service time: the share that is tolerated. */
  P99("p99", 0.20);

  private final String label;
  private final double tolerance;

  Aspect(String label, double tolerance) {
    this.label = label;
    this.tolerance = tolerance;
  }

  /**
   * Tells whether it is a percentile of service times, which is judged by interleaved rounds alone.
   */
  public boolean isLatency() {
    return this == P50 || this == P95 || this == P99;
  }

  /**
   * Names it for people.
   *
   * @return such as {@code buffers per operation}
   */
  public String label() {
    return label;
  }

  double defaultTolerance() {
    return tolerance;
  }

  /**
   * Names it in a policy file.
   *
   * @return such as {@code table-size}
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
