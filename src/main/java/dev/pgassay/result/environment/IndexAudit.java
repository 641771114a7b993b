package dev.pgassay.result.environment;

import java.util.List;

/**
 * The purpose and the costs of each index of the schema. Immutable.
 *
 * @param indexes all of them, by table and name
 * @param notices what could not be measured and why, one line each
 */
public record IndexAudit(List<AuditedIndex> indexes, List<String> notices) {
  public IndexAudit {
    indexes = List.copyOf(indexes);
    notices = List.copyOf(notices);
  }
}
