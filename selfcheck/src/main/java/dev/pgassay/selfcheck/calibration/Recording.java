package dev.pgassay.selfcheck.calibration;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rounds that were recorded on a real server, grouped by those that ran together. Immutable.
 *
 * @param segments of every group and pass
 */
record Recording(List<Segment> segments) {
  public Recording {
    segments = List.copyOf(segments);
  }

  /**
   * The rounds of a group's points in one pass, without a gap in time: the first of each point,
   * then the second of each point, and so on.
   *
   * @param group whose points took turns
   * @param rounds each with all points of the group
   */
  public record Segment(String group, List<Map<PointKey, RoundOfArms>> rounds) {
    public Segment {
      rounds = List.copyOf(rounds);
    }

    /** Makes a segment without a last round that lacks points. */
    static Segment of(String group, Map<PointKey, List<RoundOfArms>> points) {
      int whole = points.values().stream().mapToInt(List::size).min().orElse(0);
      List<Map<PointKey, RoundOfArms>> rounds = new ArrayList<>();
      for (int i = 0; i < whole; i++) {
        Map<PointKey, RoundOfArms> round = new LinkedHashMap<>();
        for (Map.Entry<PointKey, List<RoundOfArms>> point : points.entrySet()) {
          round.put(point.getKey(), point.getValue().get(i));
        }
        rounds.add(round);
      }
      return new Segment(group, rounds);
    }

    Set<PointKey> points() {
      return rounds.get(0).keySet();
    }
  }

  /** Returns the segments of each group that have enough rounds, all with the same points. */
  Map<String, List<Segment>> groups(int leastRounds) {
    Map<String, List<Segment>> groups = new LinkedHashMap<>();
    for (Segment segment : segments) {
      List<Segment> same = groups.computeIfAbsent(segment.group(), key -> new ArrayList<>());
      boolean fits = same.isEmpty() || same.get(0).points().equals(segment.points());
      if (segment.rounds().size() >= leastRounds && fits) {
        same.add(segment);
      }
    }
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  /** Returns every point that has a round. */
  public Set<PointKey> points() {
    Set<PointKey> points = new LinkedHashSet<>();
    segments.stream()
        .filter(segment -> !segment.rounds().isEmpty())
        .forEach(segment -> points.addAll(segment.points()));
    return points;
  }

  /** Returns the number of rounds of all points together. */
  public long rounds() {
    return segments.stream()
        .flatMap(segment -> segment.rounds().stream())
        .mapToLong(Map::size)
        .sum();
  }
}
