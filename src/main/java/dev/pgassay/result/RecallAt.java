package dev.pgassay.result;

import java.util.List;
import java.util.Objects;

/**
 * What one ef_search gave. Immutable.
 *
 * @param efSearch its value
 * @param recall that of the number of clients with the lowest mean; they should not differ
 * @param figures one entry for each number of clients
 */
public record RecallAt(int efSearch, RecallSummary recall, List<ClientFigures> figures) {
  /** Checks the components and copies the list. */
  public RecallAt {
    Checked.positive("efSearch", efSearch);
    Objects.requireNonNull(recall, "recall");
    figures = List.copyOf(figures);
  }

  boolean meanReaches(double targetRatio) {
    return recall.meanRatio() >= targetRatio;
  }

  boolean intervalReaches(double targetRatio) {
    return recall.interval().filter(it -> it.lowRatio() >= targetRatio).isPresent();
  }
}
