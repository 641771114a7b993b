package dev.pgassay.measure.client;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The plan of the measured statement on the measured session at one moment.
 *
 * @param text one line for each node
 * @param fingerprint of its shape
 * @param queryId identifies the statement in the server's statistics; empty where the server does
 *     not compute it
 * @param genericPlans executions so far that used the generic plan
 * @param customPlans executions so far that were planned anew
 */
public record SessionPlan(
    String text, String fingerprint, Optional<Long> queryId, long genericPlans, long customPlans) {
  private static final Pattern INDEX =
      Pattern.compile(" using (.+?)(?= on | \\[|$)", Pattern.MULTILINE);

  private static final Pattern INDEX_ALONE =
      Pattern.compile("Index Only Scan.*? using (.+?)(?= on |$)", Pattern.MULTILINE);

  /**
   * Returns the indexes in the plan.
   *
   * @return their names in the order of the nodes, each once
   */
  public List<String> indexes() {
    return indexes(text);
  }

  /**
   * Returns the indexes in a plan that was recorded.
   *
   * @param text one line for each node
   * @return their names in the order of the nodes, each once
   */
  public static List<String> indexes(String text) {
    return INDEX.matcher(text).results().map(it -> it.group(1)).distinct().toList();
  }

  /**
   * Returns the indexes that are read by an index-only scan.
   *
   * @return their names in the order of the nodes, each once
   */
  public List<String> indexesScannedAlone() {
    return INDEX_ALONE.matcher(text).results().map(it -> it.group(1)).distinct().toList();
  }

  /**
   * Returns the plan for a message.
   *
   * @return its nodes in one line
   */
  public String line() {
    return text.replace("\n", " >");
  }
}
