package dev.pgassay.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What the server did for one operation on average. A counter that was not read is not in the map.
 * Immutable.
 *
 * @param source where the counters come from, such as {@code pg_stat_statements}
 * @param perOperation counter to its growth divided by the number of operations
 */
public record ServerWork(String source, Map<Counter, Double> perOperation) {
  /** Checks the components and copies the map. */
  public ServerWork {
    Checked.text("source", source);
    perOperation = Checked.sorted(perOperation);
    perOperation.forEach((counter, value) -> Checked.measured(counter.name(), value));
  }

  /** What is counted. A block is 8,192 bytes unless the server was built otherwise. */
  public enum Counter {
    /** Blocks of tables and indexes found in shared buffers. */
    @JsonProperty("sharedBlocksHit")
    SHARED_BLOCKS_HIT,
    /** Blocks of tables and indexes fetched from the operating system. */
    @JsonProperty("sharedBlocksRead")
    SHARED_BLOCKS_READ,
    /** Blocks of temporary files read. */
    @JsonProperty("tempBlocksRead")
    TEMP_BLOCKS_READ,
    /** Blocks of temporary files written. */
    @JsonProperty("tempBlocksWritten")
    TEMP_BLOCKS_WRITTEN,
    /** Bytes of write-ahead log. */
    @JsonProperty("walBytes")
    WAL_BYTES
  }
}
