package dev.pgassay.compare;

import dev.pgassay.result.PointKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A suite on a noisy machine, as in the simulation that the procedure was chosen by: each arm's
 * figure in a round has noise of its own with a heavy tail, the machine drifts from round to round,
 * and half of that drift falls between the turns of a round. Queries can be planted slower.
 */
final class SimulatedRounds implements LatencyTrial.Rounds {
  private static final double BASE_NANOS = 1_000_000;
  private static final double DRIFT_MEMORY = 0.9;

  private final Random random;
  private final double noise;
  private final double drift;
  private final Map<PointKey, Double> plants;
  private double machine;
  private int rounds;

  SimulatedRounds(long seed, double noise, double drift, Map<PointKey, Double> plants) {
    this.random = new Random(seed);
    this.noise = noise;
    this.drift = drift;
    this.plants = plants;
  }

  static List<PointKey> points(int number) {
    List<PointKey> points = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      points.add(new PointKey("Query", Map.of("number", Integer.toString(i))));
    }
    return points;
  }

  @Override
  public Map<PointKey, Round> next(Collection<PointKey> points) {
    rounds++;
    Map<PointKey, Round> round = new LinkedHashMap<>();
    for (PointKey point : points) {
      machine =
          DRIFT_MEMORY * machine
              + drift * Math.sqrt(1 - DRIFT_MEMORY * DRIFT_MEMORY) * random.nextGaussian();
      double base = machine + noise();
      double control = machine + noise();
      double contender = machine + noise() + Math.log1p(plants.getOrDefault(point, 0.0));
      round.put(
          point,
          new Round(
              Map.of(
                  Aspect.P50,
                  new Round.Figure(
                      BASE_NANOS * Math.exp(base), contender - base, control - base))));
    }
    return round;
  }

  @Override
  public boolean timeLeft(boolean confirming) {
    return true;
  }

  int rounds() {
    return rounds;
  }

  /** One turn in twenty meets something that takes three times as long as noise does. */
  private double noise() {
    double wide = random.nextInt(20) == 0 ? 3 : 1;
    return wide * noise * random.nextGaussian();
  }
}
