package dev.pgassay.verdict.history;

import java.util.List;
import java.util.Optional;

/** Says what else changed at the same run of the same point when a latency changed. */
final class Causes {
  private static final List<Figure> IN_DOUBT_FIRST =
      List.of(Figure.CANARY, Figure.BUFFERS, Figure.INDEX_SIZE, Figure.RECALL);

  /** The level may seem to change one run early or late if noise is about as large. */
  private static final int NEARBY = 1;

  private final List<RecordedRun> runs;
  private final List<Trend> trends;

  Causes(List<RecordedRun> runs, List<Trend> trends) {
    this.runs = runs;
    this.trends = trends;
  }

  List<Trend> explained() {
    return trends.stream().map(this::explained).toList();
  }

  private Trend explained(Trend trend) {
    Figure figure = trend.series().key().figure();
    if (figure != Figure.P50 && figure != Figure.THROUGHPUT) {
      return trend;
    }
    return new Trend(
        trend.series(), trend.changes().stream().map(it -> explained(trend, it)).toList());
  }

  private Change explained(Trend trend, Change change) {
    for (Figure figure : IN_DOUBT_FIRST) {
      Optional<String> cause =
          trends.stream()
              .filter(it -> it.series().key().figure() == figure)
              .filter(it -> goesWith(it.series().key(), trend.series().key()))
              .flatMap(it -> it.changes().stream().filter(other -> near(trend, change, it, other)))
              .findFirst()
              .map(other -> sentence(figure, other));
      if (cause.isPresent()) {
        return new Change(
            change.index(),
            change.before(),
            change.after(),
            change.pValue(),
            change.worse(),
            cause.get());
      }
    }
    return change;
  }

  private static boolean goesWith(Series.Key one, Series.Key other) {
    return one.point().equals(other.point())
        && one.dataset().equals(other.dataset())
        && (one.machine().isEmpty() || one.machine().equals(other.machine()));
  }

  private boolean near(Trend trend, Change change, Trend other, Change itsChange) {
    return Math.abs(run(trend, change) - run(other, itsChange)) <= NEARBY;
  }

  private int run(Trend trend, Change change) {
    Series.Sample sample = trend.series().samples().get(change.index());
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).id().equals(sample.run())) {
        return i;
      }
    }
    throw new IllegalStateException("a sample of no run: " + sample.run());
  }

  private static String sentence(Figure figure, Change change) {
    boolean rose = change.after() > change.before();
    return switch (figure) {
      case CANARY -> "the machine itself became " + (rose ? "slower" : "faster");
      case BUFFERS -> "an operation reads " + (rose ? "more" : "fewer") + " buffers";
      case INDEX_SIZE -> "the index became " + (rose ? "larger" : "smaller");
      case RECALL -> "recall became " + (rose ? "higher" : "lower");
      case P50, THROUGHPUT -> throw new IllegalArgumentException("no cause: " + figure);
    };
  }
}
