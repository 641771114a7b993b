package dev.pgassay.measure.client;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The plan of the measured statement in the measured session at one moment.
 *
 * @param text one line for each node
 * @param fingerprint of its shape
 * @param queryId identifies the statement in the server's statistics; empty if the server does not
 *     compute it
 * @param genericPlans executions so far that used the generic plan
 * @param customPlans executions so far with a plan of their own
 */
public record SessionPlan(
    String text, String fingerprint, Optional<Long> queryId, long genericPlans, long customPlans) {
  private static final Pattern INDEX =
      Pattern.compile(" using (.+?)(?= on | \\[|$)", Pattern.MULTILINE);

  private static final Pattern INDEX_ALONE =
      Pattern.compile("Index Only Scan.*? using (.+?)(?= on |$)", Pattern.MULTILINE);

  /** Returns the names of the indexes in the plan, in the order of the nodes, each once. */
  public List<String> indexes() {
    return indexes(text);
  }

  /**
   * Returns the names of the indexes in a recorded plan, in the order of the nodes, each once.
   *
   * @param text one line for each node
   */
  public static List<String> indexes(String text) {
    return INDEX.matcher(text).results().map(it -> it.group(1)).distinct().toList();
  }

  /** Returns the names of the indexes in index-only scans, in the order of the nodes, each once. */
  public List<String> indexesScannedAlone() {
    return INDEX_ALONE.matcher(text).results().map(it -> it.group(1)).distinct().toList();
  }

  /** Returns the nodes of the plan in one line, for a message. */
  public String line() {
    return text.replace("\n", " >");
  }
}
