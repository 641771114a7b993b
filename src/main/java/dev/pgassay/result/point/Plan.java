package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * A query plan. Immutable.
 *
 * @param fingerprint equal for plans of the same shape: node types, relations and indexes, without
 *     costs and values
 * @param text output of EXPLAIN, with long literals cut
 */
public record Plan(String fingerprint, String text) {
  public Plan {
    Checked.text("fingerprint", fingerprint);
    Checked.text("text", text);
  }
}
