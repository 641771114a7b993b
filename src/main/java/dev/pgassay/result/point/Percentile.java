package dev.pgassay.result.point;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The percentiles that are stored of every distribution of service times. */
public enum Percentile {
  /** The median. */
  @JsonProperty("p50")
  P50(50),
  /** One operation in ten took longer. */
  @JsonProperty("p90")
  P90(90),
  /** One operation in twenty took longer. */
  @JsonProperty("p95")
  P95(95),
  /** One operation in a hundred took longer. */
  @JsonProperty("p99")
  P99(99),
  /** One operation in a thousand took longer. */
  @JsonProperty("p99.9")
  P99_9(99.9);

  private static final int LEAST_OPERATIONS_BEYOND = 10;

  private final double rank;

  Percentile(double rank) {
    this.rank = rank;
  }

  /** Returns its rank, 50 to 99.9. */
  public double rank() {
    return rank;
  }

  /**
   * Returns how many operations a sample needs for this percentile: enough that ten of them are
   * greater, because otherwise a handful of outliers would determine it.
   *
   * @return 20 for the median, 1,000 for p99, 10,000 for p99.9
   */
  public long leastOperations() {
    return Math.round(LEAST_OPERATIONS_BEYOND * 100 / (100 - rank));
  }
}
