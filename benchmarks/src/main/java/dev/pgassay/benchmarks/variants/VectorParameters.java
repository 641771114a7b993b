package dev.pgassay.benchmarks.variants;

import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.vector.Metric;

/** Parameters that several searches for the nearest vectors share. */
final class VectorParameters {
  static final String K = "k";

  static final String METRIC_DESCRIPTION =
      "distance; the vectors have unit length, so all of them agree on who is near";

  private VectorParameters() {}

  static Metric metric(Parameters point) {
    return point.constant("metric", Metric.class);
  }
}
