package dev.pgassay.result.environment;

import java.util.List;

/**
 * What each index of the schema is for and what it costs. Immutable.
 *
 * @param indexes all of them, by table and name
 * @param notices what could not be measured and why, one line each
 */
public record IndexAudit(List<AuditedIndex> indexes, List<String> notices) {
  /** Copies the lists. */
  public IndexAudit {
    indexes = List.copyOf(indexes);
    notices = List.copyOf(notices);
  }
}
