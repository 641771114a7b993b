package dev.pgassay.selfcheck.calibration;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.selfcheck.calibration.Recording.Segment;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.LatencyTrial;
import dev.pgassay.verdict.compare.Round;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Replays recorded rounds of a group in contiguous blocks drawn by a seed, which keeps the
 * correlation of neighbouring rounds. Not thread-safe.
 */
final class ReplayedRounds implements LatencyTrial.Rounds {
  private final List<Segment> segments;
  private final int blockLength;
  private final SplittableRandom random;
  private final Plant plant;
  private Segment segment;
  private int position;
  private int leftOfBlock;

  /**
   * @param segments at least one, each of at least one round
   * @param blockLength rounds of a block
   */
  ReplayedRounds(List<Segment> segments, int blockLength, long seed, Plant plant) {
    this.segments = segments;
    this.blockLength = blockLength;
    this.random = new SplittableRandom(seed);
    this.plant = plant;
  }

  /**
   * A regression at one point, while every other point compares equal arms.
   *
   * @param point the point
   * @param arm the recorded arm
   * @param log added to the contender's logarithm, for a regression of a size that was not recorded
   */
  record Plant(PointKey point, RecordedArm arm, double log) {
    /** No regression anywhere. */
    static Plant none(PointKey anywhere) {
      return new Plant(anywhere, RecordedArm.SAME, 0);
    }

    private Round round(PointKey key, Map<PointKey, RoundOfArms> rounds) {
      int control = RecordedArm.CONTROL.ordinal();
      if (!key.equals(point)) {
        return rounds.get(key).round(control, RecordedArm.SAME.ordinal());
      }
      Map<Aspect, Round.Figure> figures = new EnumMap<>(Aspect.class);
      rounds
          .get(key)
          .round(control, arm.ordinal())
          .figures()
          .forEach(
              (aspect, figure) ->
                  figures.put(
                      aspect,
                      new Round.Figure(
                          figure.baseNanos(), figure.contenderLog() + log, figure.controlLog())));
      return new Round(figures);
    }
  }

  @Override
  public Map<PointKey, Round> next(Collection<PointKey> points) {
    if (leftOfBlock == 0) {
      segment = segments.get(random.nextInt(segments.size()));
      position = random.nextInt(segment.rounds().size());
      leftOfBlock = blockLength;
    }
    Map<PointKey, Round> found = new LinkedHashMap<>();
    for (PointKey point : points) {
      found.put(point, plant.round(point, segment.rounds().get(position)));
    }
    position = (position + 1) % segment.rounds().size();
    leftOfBlock--;
    return found;
  }

  /** Always true: rounds were recorded with a length with which all of them fit into the budget. */
  @Override
  public boolean timeLeft(boolean confirming) {
    return true;
  }
}
