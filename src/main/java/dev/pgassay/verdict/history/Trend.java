package dev.pgassay.verdict.history;

import dev.pgassay.stats.EDivisive;
import dev.pgassay.stats.EDivisive.ChangePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A series and the places at which its level changes. Immutable.
 *
 * @param series the samples
 * @param changes in the order of time; empty if none is both significant and too large to be
 *     tolerated
 */
public record Trend(Series series, List<Change> changes) {
  /** Copies the list. */
  public Trend {
    changes = List.copyOf(changes);
  }

  /**
   * Looks for changes.
   *
   * @param series the samples
   * @param divisive when a change is significant
   * @param tolerated how large a change is tolerated, in the measure of the figure
   */
  static Trend of(Series series, EDivisive divisive, double tolerated) {
    double[] values = series.values();
    List<ChangePoint> points = new ArrayList<>(divisive.changePoints(values));
    List<Change> changes = changes(series.key().figure(), values, points);
    int least = least(series.key().figure(), changes, tolerated);
    while (least >= 0) {
      points.remove(least);
      changes = changes(series.key().figure(), values, points);
      least = least(series.key().figure(), changes, tolerated);
    }
    return new Trend(series, changes);
  }

  /** Finds the smallest change that is tolerated; its neighbours then reach across it. */
  private static int least(Figure figure, List<Change> changes, double tolerated) {
    int least = -1;
    double size = tolerated;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      double own = Math.abs(figure.size(change.before(), change.after()));
      if (own < size) {
        size = own;
        least = i;
      }
    }
    return least;
  }

  private static List<Change> changes(Figure figure, double[] values, List<ChangePoint> points) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int from = i == 0 ? 0 : points.get(i - 1).index();
      int at = points.get(i).index();
      int to = i + 1 == points.size() ? values.length : points.get(i + 1).index();
      double before = mean(values, from, at);
      double after = mean(values, at, to);
      changes.add(
          new Change(at, before, after, points.get(i).pValue(), figure.worse(before, after), ""));
    }
    return changes;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
