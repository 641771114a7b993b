package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.point.RatioInterval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one search effort gave. Immutable.
 *
 * @param efSearch value of the search effort, whichever parameter that is; run.json has it under
 *     this name since HNSW was alone
 * @param meanRatio mean recall over queries, at the number of clients where it is lowest; it should
 *     be the same at all of them
 * @param interval of that mean, absent where there are too few queries for one
 * @param figures one entry for each number of clients, rising
 */
public record RecallAt(
    int efSearch, double meanRatio, Optional<RatioInterval> interval, List<ClientFigures> figures) {

  /** Checks the components and copies the list. */
  public RecallAt {
    Checked.positive("efSearch", efSearch);
    Checked.ratio("meanRatio", meanRatio);
    Objects.requireNonNull(interval, "interval");
    figures = List.copyOf(figures);
  }

  boolean meanReaches(double targetRatio) {
    return meanRatio >= targetRatio;
  }

  boolean intervalReaches(double targetRatio) {
    return interval.filter(it -> it.lowRatio() >= targetRatio).isPresent();
  }
}
