package dev.pgassay.selfcheck.overhead;

import dev.pgassay.stats.Bootstrap;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.Quantile;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of all programs of a comparison, and their ratios.
 *
 * @param statement the compared statement
 * @param clients number of clients
 * @param rounds figures of each program in each round, at least one round
 * @param seed of the intervals
 */
record ClientRatios(
    ComparedStatement statement,
    int clients,
    List<Map<ClientProgram, TurnFigures>> rounds,
    long seed) {
  static final double NANOS_PER_MICRO = 1000;

  void print(PrintStream out) {
    for (ClientProgram program : statement.programs()) {
      out.printf(
          Locale.ROOT,
          "%s, %d clients, %-21s  median of the rounds' medians %.1f us, of queries/s %.0f%s%n",
          statement,
          clients,
          program,
          Quantile.median(values(program, TurnFigures::medianNanos)) / NANOS_PER_MICRO,
          Quantile.median(values(program, TurnFigures::perSecond)),
          cpu(program));
    }
    printRatio(out, ClientProgram.OURS, ClientProgram.PGBENCH);
    printRatio(out, ClientProgram.OURS, ClientProgram.PLAIN_LOOP);
    printRatio(out, ClientProgram.PLAIN_LOOP, ClientProgram.PGBENCH);
    if (statement == ComparedStatement.SELECT_1) {
      printRatio(out, ClientProgram.OURS, ClientProgram.PLAIN_LOOP_NO_TIMEOUT);
      printRatio(out, ClientProgram.PLAIN_LOOP, ClientProgram.PLAIN_LOOP_NO_TIMEOUT);
    } else {
      printRatio(out, ClientProgram.VECTOR_BOUND, ClientProgram.OURS);
      printRatio(out, ClientProgram.OPEN_LOOP, ClientProgram.PLAIN_LOOP_PACED);
      printRatio(out, ClientProgram.OPEN_LOOP_FLOODED, ClientProgram.OURS);
      printRatio(out, ClientProgram.OPEN_LOOP_FLOODED, ClientProgram.PLAIN_LOOP);
      printRatio(out, ClientProgram.PLAIN_LOOP_PACED, ClientProgram.PLAIN_LOOP);
    }
  }

  private void printRatio(PrintStream out, ClientProgram one, ClientProgram other) {
    out.printf(
        "%s, %d clients, %-34s median latency %s   queries/s %s%n",
        statement,
        clients,
        one + " / " + other,
        ratio(one, other, TurnFigures::medianNanos),
        ratio(one, other, TurnFigures::perSecond));
    if (!cpu(one).isEmpty() && !cpu(other).isEmpty()) {
      out.printf(
          "%s, %d clients, %-34s processor time %s%n",
          statement, clients, one + " / " + other, ratio(one, other, TurnFigures::cpuNanos));
    }
  }

  /**
   * Returns the processor time of a program's threads for a statement; empty if it was not
   * measured.
   */
  private String cpu(ClientProgram program) {
    double nanos = Quantile.median(values(program, TurnFigures::cpuNanos));
    return Double.isNaN(nanos)
        ? ""
        : String.format(Locale.ROOT, ", of processor time %.1f us", nanos / NANOS_PER_MICRO);
  }

  /** Returns the geometric mean of the rounds' ratios, with its bootstrap interval over rounds. */
  private String ratio(
      ClientProgram one, ClientProgram other, ToDoubleFunction<TurnFigures> figure) {
    double[] ones = values(one, figure);
    double[] others = values(other, figure);
    double[] logs = new double[ones.length];
    Arrays.setAll(logs, round -> Math.log(ones[round] / others[round]));
    String interval =
        Bootstrap.meanInterval(logs, ConfidenceInterval.DEFAULT_LEVEL, seed)
            .map(
                it ->
                    String.format(
                        Locale.ROOT, "[%.3f %.3f]", Math.exp(it.low()), Math.exp(it.high())))
            .orElse("(too few rounds for an interval)");
    return String.format(
        Locale.ROOT, "%.3f %s", Math.exp(Arrays.stream(logs).average().orElseThrow()), interval);
  }

  private double[] values(ClientProgram program, ToDoubleFunction<TurnFigures> figure) {
    return rounds.stream().mapToDouble(it -> figure.applyAsDouble(it.get(program))).toArray();
  }
}
