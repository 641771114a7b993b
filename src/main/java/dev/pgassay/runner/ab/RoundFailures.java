package dev.pgassay.runner.ab;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.point.PointFaults;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Executions that failed in the rounds of a point. They are in no latency, and neither are the
 * executions of the other arms that they are paired with: if there are many, the rest describes a
 * server that refuses work. Immutable.
 *
 * @param failed of each arm: base, control, contender
 * @param executions of each arm
 * @param said by the server of the contender's first execution that failed
 */
record RoundFailures(List<Long> failed, long executions, Optional<String> said) {
  private static final int CONTENDER = 2;

  RoundFailures {
    failed = List.copyOf(failed);
  }

  static RoundFailures of(AbProcess.Answer answer) {
    return new RoundFailures(answer.failed(), answer.executions(), answer.said());
  }

  RoundFailures plus(RoundFailures more) {
    List<Long> sums = new ArrayList<>();
    for (int arm = 0; arm < failed.size(); arm++) {
      sums.add(failed.get(arm) + more.failed.get(arm));
    }
    return new RoundFailures(sums, executions + more.executions, said.or(more::said));
  }

  boolean any() {
    return failed.stream().anyMatch(it -> it > 0);
  }

  /** Whether the latencies of the point mean nothing. */
  boolean tooMany() {
    return failed.stream().anyMatch(this::tooMany);
  }

  private boolean tooMany(long count) {
    return count > PointFaults.MOST_FAILED_RATIO * executions;
  }

  /**
   * Returns the finding that replaces latencies that mean nothing. It blames the contender only in
   * the server's own words.
   */
  Finding finding(PointKey point) {
    boolean contenderAlone =
        said.isPresent()
            && tooMany(failed.get(CONTENDER))
            && failed.subList(0, CONTENDER).stream().noneMatch(this::tooMany);
    return new Finding(
        point.display(),
        Optional.of(point),
        contenderAlone ? Aspect.VALIDITY : Aspect.P50,
        contenderAlone ? Verdict.REGRESSED : Verdict.UNSTABLE,
        sentence(),
        Optional.empty());
  }

  /**
   * Returns a sentence such as {@code 0 of 400 executions of the base failed in its rounds, ...}.
   */
  String sentence() {
    return String.format(
            Locale.ROOT,
            "of %,d executions in rounds %,d of the base failed, %,d of the control, %,d of the"
                + " contender",
            executions,
            failed.get(0),
            failed.get(1),
            failed.get(CONTENDER))
        + said.map(it -> ": " + it).orElse("");
  }
}
