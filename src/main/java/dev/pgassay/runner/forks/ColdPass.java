package dev.pgassay.runner.forks;

import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.time.Duration;
import java.util.List;

/**
 * The task of one fork of a cold point, as a line that the host writes to it. Immutable.
 *
 * @param workload name of the benchmark
 * @param clients each of which executes one query
 * @param warmup how long the clients execute before the server is made cold
 * @param number of the fork, from 0: each has queries of its own
 * @param passes number of forks
 */
public record ColdPass(String workload, int clients, Duration warmup, int number, int passes) {
  public ColdPass(String workload, PlannedPoint planned, int number) {
    this(
        workload,
        planned.clients(),
        Duration.ofSeconds(
            (long) planned.timing().warmupIterations() * planned.timing().secondsEach()),
        number,
        planned.timing().forks());
  }

  static ColdPass parse(String line) {
    List<String> words = List.of(line.split("\t"));
    return new ColdPass(
        words.get(0),
        Integer.parseInt(words.get(1)),
        Duration.parse(words.get(2)),
        Integer.parseInt(words.get(3)),
        Integer.parseInt(words.get(4)));
  }

  public String line() {
    return String.join(
        "\t",
        workload,
        Integer.toString(clients),
        warmup.toString(),
        Integer.toString(number),
        Integer.toString(passes));
  }
}
