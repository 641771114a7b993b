package dev.pgassay.selfcheck.calibration;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes random recordings, with noise of a known size. */
final class RecordedRounds {
  private RecordedRounds() {}

  static PointKey point(int number) {
    return new PointKey("Query", Map.of("number", Integer.toString(number)));
  }

  /**
   * Makes a recording.
   *
   * @param noise of each arm in each round, as a standard deviation of logarithms
   * @param offset difference of the passes, as a standard deviation of logarithms: the change of a
   *     machine overnight
   */
  static Recording draw(int passes, int rounds, int points, double noise, double offset) {
    return draw(passes, rounds, points, noise, offset, Collections.nCopies(points, 1e6));
  }

  /** Makes a recording in which each point has a time of its own, in nanoseconds. */
  static Recording draw(
      int passes, int rounds, int points, double noise, double offset, List<Double> nanos) {
    Random random = new Random(4);
    List<Recording.Segment> segments = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      double machine = offset * random.nextGaussian();
      Map<PointKey, List<RoundOfArms>> recorded = new LinkedHashMap<>();
      for (int point = 0; point < points; point++) {
        List<RoundOfArms> ofPoint = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          ofPoint.add(round(random, noise, nanos.get(point) * Math.exp(machine)));
        }
        recorded.put(point(point), ofPoint);
      }
      segments.add(Recording.Segment.of("all", recorded));
    }
    return new Recording(segments);
  }

  private static RoundOfArms round(Random random, double noise, double usualNanos) {
    double base = noise * random.nextGaussian();
    List<Double> logs =
        Arrays.stream(RecordedArm.values())
            .map(arm -> Math.log1p(arm.slowdownRatio()) + noise * random.nextGaussian() - base)
            .toList();
    double nanos = usualNanos * Math.exp(base);
    return new RoundOfArms(Map.of(Aspect.P50, new RoundOfArms.Figures(nanos, logs)));
  }
}
