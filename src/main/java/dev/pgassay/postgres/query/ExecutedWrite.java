package dev.pgassay.postgres.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;

/**
 * The WAL and the time of one execution of a statement, counted by the server for this session
 * only: the writes of other sessions are not included. Immutable.
 *
 * @param walBytes write-ahead log, images of whole pages included
 * @param fullPageImages pages that were written whole, because it was their first change after a
 *     checkpoint
 * @param executionMillis time in the executor, without the flush at commit
 */
public record ExecutedWrite(long walBytes, long fullPageImages, double executionMillis) {
  /** How the server is asked. */
  public static final String EXPLAIN = "EXPLAIN (ANALYZE, WAL, TIMING OFF, FORMAT JSON) ";

  /**
   * Executes a statement.
   *
   * @param session of the role that executes it
   * @param doing the words for its failure, such as {@code cannot insert the rows}
   * @param sql the statement
   * @return its WAL and time
   */
  public static ExecutedWrite of(Session session, String doing, String sql) {
    return parse(session.text(doing, EXPLAIN + sql).orElseThrow());
  }

  /**
   * Adds another execution.
   *
   * @param other the other
   * @return the sums
   */
  public ExecutedWrite plus(ExecutedWrite other) {
    return new ExecutedWrite(
        walBytes + other.walBytes,
        fullPageImages + other.fullPageImages,
        executionMillis + other.executionMillis);
  }

  static ExecutedWrite parse(String json) {
    try {
      JsonNode document = new ObjectMapper().readTree(json).path(0);
      JsonNode plan = document.path("Plan");
      return new ExecutedWrite(
          number(plan, "WAL Bytes").longValue(),
          number(plan, "WAL FPI").longValue(),
          number(document, "Execution Time").doubleValue());
    } catch (JsonProcessingException e) {
      throw new Failure("the server's EXPLAIN output is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw new Failure("the server's EXPLAIN output has no " + name);
    }
    return value;
  }
}
