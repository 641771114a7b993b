package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.point.RatioInterval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Results of one search effort. Immutable.
 *
 * @param efSearch value of the search effort, whatever its parameter; run.json has kept this name
 *     since HNSW was the only index type
 * @param meanRatio mean recall over queries, at the number of clients with the lowest; it should be
 *     the same at all of them
 * @param interval of that mean, absent if there are too few queries for one
 * @param figures one entry for each number of clients, rising
 */
public record RecallAt(
    int efSearch, double meanRatio, Optional<RatioInterval> interval, List<ClientFigures> figures) {

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
