package dev.pgassay.runner;

import dev.pgassay.compare.Aspect;
import dev.pgassay.compare.Round;
import dev.pgassay.failure.Failure;
import dev.pgassay.result.Percentile;
import dev.pgassay.stats.Quantile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The service times of one round, from which its figures follow. The median is paired by query: it
 * is the median over queries of the ratio of the two arms' times for the very same query, which
 * leaves out how much queries differ from each other. Higher percentiles are ratios of the arms'
 * own. Not thread-safe.
 */
final class AbRound {
  static final int BASE = 0;
  static final int CONTROL = 1;
  static final int CONTENDER = 2;
  static final int ARMS = 3;

  private static final Map<Aspect, Percentile> TAILS =
      new EnumMap<>(Map.of(Aspect.P95, Percentile.P95, Aspect.P99, Percentile.P99));

  private final long[][] nanos = new long[ARMS][0];

  /** Adds a turn of an arm; the arms' turns of the same place went through the same queries. */
  void add(int arm, long[][] turn) {
    long[] all = Arrays.stream(turn).flatMapToLong(Arrays::stream).toArray();
    nanos[arm] = LongStream.concat(Arrays.stream(nanos[arm]), Arrays.stream(all)).toArray();
  }

  /** The figures of every percentile for which there are operations enough. */
  Round figures() {
    int[] pairs = pairs();
    if (pairs.length < Percentile.P50.leastOperations()) {
      throw new Failure(
          "only "
              + pairs.length
              + " of "
              + nanos[BASE].length
              + " executions of a round succeeded");
    }
    Map<Aspect, Round.Figure> figures = new EnumMap<>(Aspect.class);
    figures.put(
        Aspect.P50,
        new Round.Figure(
            Quantile.nearestRank(values(BASE, pairs), 0.5),
            pairedLog(CONTENDER, pairs),
            pairedLog(CONTROL, pairs)));
    TAILS.forEach(
        (aspect, percentile) -> {
          if (pairs.length >= percentile.leastOperations()) {
            figures.put(aspect, tail(percentile.rank() / 100, pairs));
          }
        });
    return new Round(figures);
  }

  private Round.Figure tail(double share, int[] pairs) {
    double base = Quantile.nearestRank(values(BASE, pairs), share);
    return new Round.Figure(
        base,
        Math.log(Quantile.nearestRank(values(CONTENDER, pairs), share) / base),
        Math.log(Quantile.nearestRank(values(CONTROL, pairs), share) / base));
  }

  /** The places at which no arm failed. */
  private int[] pairs() {
    return IntStream.range(0, nanos[BASE].length)
        .filter(i -> Arrays.stream(nanos).allMatch(arm -> arm[i] > 0))
        .toArray();
  }

  private double[] values(int arm, int[] pairs) {
    return Arrays.stream(pairs).mapToDouble(i -> nanos[arm][i]).toArray();
  }

  private double pairedLog(int arm, int[] pairs) {
    double[] logs =
        Arrays.stream(pairs)
            .mapToDouble(i -> Math.log((double) nanos[arm][i] / nanos[BASE][i]))
            .toArray();
    return Quantile.nearestRank(logs, 0.5);
  }

  /** One line: what {@link #parse} reads. */
  static String format(Round round) {
    StringBuilder line = new StringBuilder();
    round
        .figures()
        .forEach(
            (aspect, figure) ->
                line.append(aspect.name())
                    .append(' ')
                    .append(figure.baseNanos())
                    .append(' ')
                    .append(figure.contenderLog())
                    .append(' ')
                    .append(figure.controlLog())
                    .append('\t'));
    return line.toString().strip();
  }

  static Round parse(String line) {
    Map<Aspect, Round.Figure> figures = new EnumMap<>(Aspect.class);
    for (String part : line.split("\t")) {
      List<String> words = List.of(part.split(" "));
      figures.put(
          Aspect.valueOf(words.get(0)),
          new Round.Figure(
              Double.parseDouble(words.get(1)),
              Double.parseDouble(words.get(2)),
              Double.parseDouble(words.get(3))));
    }
    return new Round(figures);
  }
}
