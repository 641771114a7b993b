package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A suite on a noisy machine, as in the simulation by which the procedure was chosen: each arm's
 * figure in a round has noise of its own with a heavy tail, and the machine drifts. Half of the
 * drift's variance falls between rounds, which all arms of a round share, and half between turns,
 * of which interleaving leaves each arm a part of its own. Queries can be planted slower.
 */
final class SimulatedRounds implements LatencyTrial.Rounds {
  private static final double BASE_NANOS = 1_000_000;
  private static final double DRIFT_MEMORY = 0.9;
  private static final int ARMS = 3;

  /** Turns of each arm in a round. */
  private static final int TURNS = 10;

  private final Random random;
  private final double noise;
  private final double drift;
  private final Map<PointKey, Double> plants;
  private double betweenRounds;
  private double betweenTurns;
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
      double[] drifted = drifted();
      double base = drifted[0] + noise();
      double control = drifted[1] + noise();
      double contender = drifted[2] + noise() + Math.log1p(plants.getOrDefault(point, 0.0));
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

  /**
   * Returns the drift in each arm's figure, which is the mean over its turns, such as A B C C B A.
   * Drift that all arms share cancels in the ratios; drift between turns cancels in part.
   */
  private double[] drifted() {
    betweenRounds = stepped(betweenRounds);
    double[] means = new double[ARMS];
    for (int turn = 0; turn < TURNS; turn++) {
      for (int place = 0; place < ARMS; place++) {
        betweenTurns = stepped(betweenTurns);
        int arm = turn % 2 == 0 ? place : ARMS - 1 - place;
        means[arm] += (betweenRounds + betweenTurns) / TURNS;
      }
    }
    return means;
  }

  /** An autoregressive process whose variance is half of the whole drift's. */
  private double stepped(double before) {
    double deviation = drift * Math.sqrt(0.5);
    return DRIFT_MEMORY * before
        + deviation * Math.sqrt(1 - DRIFT_MEMORY * DRIFT_MEMORY) * random.nextGaussian();
  }

  /** One turn in twenty meets something that takes three times as long as noise does. */
  private double noise() {
    double wide = random.nextInt(20) == 0 ? 3 : 1;
    return wide * noise * random.nextGaussian();
  }
}
