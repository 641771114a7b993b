package dev.pgassay.verdict.history;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.RunId;
import java.util.List;

/**
 * A figure of a point over runs on the same data and, if it depends on the machine, on the same
 * machine. Immutable.
 *
 * @param key identity of the series
 * @param samples in the order of time; a run that lacks the figure has none
 */
public record Series(Key key, List<Sample> samples) {
  /** Copies the list. */
  public Series {
    samples = List.copyOf(samples);
  }

  /**
   * The identity of a series.
   *
   * @param dataset identity of the dataset
   * @param machine fingerprint of the machine; empty if the figure does not depend on it
   */
  public record Key(PointKey point, Figure figure, String dataset, String machine) {}

  /**
   * The value of the figure in one run.
   *
   * @param run that it is from
   * @param program that was measured, by its revision
   * @param value in the figure's unit
   */
  public record Sample(RunId run, String program, double value) {}

  double[] values() {
    return samples.stream().mapToDouble(Sample::value).toArray();
  }
}
