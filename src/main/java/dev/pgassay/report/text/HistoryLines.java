package dev.pgassay.report.text;

import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.history.Change;
import dev.pgassay.verdict.history.Figure;
import dev.pgassay.verdict.history.History;
import dev.pgassay.verdict.history.RecordedRun;
import dev.pgassay.verdict.history.Series;
import dev.pgassay.verdict.history.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sentences that all reports of a history share. */
public final class HistoryLines {
  private static final int REASONS = 3;

  private HistoryLines() {}

  /** A change with its series. */
  public record Place(Trend trend, Change change) {
    public Series.Key key() {
      return trend.series().key();
    }

    public Series.Sample lastBefore() {
      return trend.series().samples().get(change.index() - 1);
    }

    public Series.Sample firstAfter() {
      return trend.series().samples().get(change.index());
    }

    public String size() {
      return key().figure() == Figure.RECALL
          ? String.format(Locale.ROOT, "%+.4f", change.after() - change.before())
          : String.format(Locale.ROOT, "%+.1f %%", 100 * (change.after() / change.before() - 1));
    }

    public String word() {
      return change.worse() ? "worse" : "better";
    }
  }

  public static String headline(History history) {
    if (history.judged() == 0) {
      return "NOT JUDGED: a change needs a series of "
          + history.rule().leastObservations()
          + " runs, the longest has "
          + longest(history);
    }
    long worse = history.changes(true);
    long better = history.changes(false);
    String counts = " (" + worse + " worse, " + better + " better)";
    return worse > 0 ? "DRIFTED" + counts : "OK: nothing became worse" + (better > 0 ? counts : "");
  }

  private static int longest(History history) {
    return history.trends().stream().mapToInt(it -> it.series().samples().size()).max().orElse(0);
  }

  public static String scope(History history) {
    return history.runs().isEmpty()
        ? "no complete run"
        : String.format(
            Locale.ROOT,
            "%d run%s, from %s to %s; %d of %d series are long enough to be judged",
            history.runs().size(),
            history.runs().size() == 1 ? "" : "s",
            history.runs().get(0).id(),
            history.runs().get(history.runs().size() - 1).id(),
            history.judged(),
            history.trends().size());
  }

  public static String rule(History history) {
    return String.format(
        Locale.ROOT,
        "e-divisive means, permutation test at %s, segments of %d runs or more; changes that the"
            + " policy tolerates are not shown",
        plain(history.rule().significance()),
        history.rule().leastSegment());
  }

  /** Names the first of the files that were left out, and counts the others. */
  public static List<String> leftOut(History history) {
    List<String> all = history.leftOut();
    List<String> lines = new ArrayList<>();
    all.stream().limit(REASONS).map(it -> "left out: " + it).forEach(lines::add);
    if (all.size() > REASONS) {
      lines.add("left out: " + (all.size() - REASONS) + " more");
    }
    return lines;
  }

  /** Returns the changes for the worse first, otherwise in the order of the series. */
  public static List<Place> changes(History history) {
    return history.trends().stream()
        .flatMap(trend -> trend.changes().stream().map(change -> new Place(trend, change)))
        .sorted(Comparator.comparing(place -> !place.change().worse()))
        .toList();
  }

  /**
   * Names a point. For a statement of the user's own, the description of the last run follows in a
   * few words.
   */
  public static String point(History history, PointKey point) {
    List<RecordedRun> runs = history.runs();
    Map<String, String> statements =
        runs.isEmpty() ? Map.of() : runs.get(runs.size() - 1).arm().statements();
    return Optional.ofNullable(StatementFile.labels(statements).get(point.benchmark()))
        .map(label -> point.display() + " (" + label + ")")
        .orElse(point.display());
  }

  public static String value(Figure figure, double value) {
    return figure == Figure.RECALL
        ? String.format(Locale.ROOT, "%.4f", value)
        : ValueFormatter.threeDigits(value);
  }

  public static String plain(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
