package dev.pgassay.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Everything that is said about two sides; every report shows this and computes nothing of its own.
 * Immutable.
 *
 * @param base name of the side that is compared with
 * @param contender name of the side that is judged
 * @param findings the gravest first, else in the order of measuring
 * @param advice what is said beside the verdict and leaves it alone, one line each
 */
public record Comparison(
    String base, String contender, List<Finding> findings, List<String> advice) {
  /** Checks the components, sorts the findings and copies the lists. */
  public Comparison {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(contender, "contender");
    findings = findings.stream().sorted(Comparator.comparing(Finding::verdict)).toList();
    advice = List.copyOf(advice);
  }

  /** What a comparison comes down to. */
  public enum Outcome {
    /** Something was judged, and nothing is worse. */
    PASSED,
    /** Something is worse or gone. */
    REGRESSED,
    /** Nothing that was asked for could be judged. */
    NOT_JUDGED
  }

  /**
   * Sums up.
   *
   * @return the outcome
   */
  public Outcome outcome() {
    if (findings.stream().anyMatch(finding -> finding.verdict().fails())) {
      return Outcome.REGRESSED;
    }
    return findings.stream().anyMatch(finding -> finding.verdict().judged())
        ? Outcome.PASSED
        : Outcome.NOT_JUDGED;
  }

  /**
   * Counts.
   *
   * @param verdict which
   * @return how many findings have it
   */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  /**
   * Selects.
   *
   * @param verdict which
   * @return the findings that have it
   */
  public List<Finding> with(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
  }

  /**
   * Adds a line that is said beside the verdict.
   *
   * @param line of advice
   * @return both
   */
  public Comparison advising(String line) {
    List<String> lines = new ArrayList<>(advice);
    lines.add(line);
    return new Comparison(base, contender, findings, lines);
  }

  /**
   * Leaves out all that is not said of latencies.
   *
   * @return the rest, with all advice
   */
  public Comparison ofLatencies() {
    return new Comparison(
        base,
        contender,
        findings.stream().filter(finding -> finding.aspect().isLatency()).toList(),
        advice);
  }

  /**
   * Adds what another comparison of the same sides says.
   *
   * @param other such as of the latencies
   * @return both
   */
  public Comparison and(Comparison other) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(other.findings);
    List<String> lines = new ArrayList<>(advice);
    lines.addAll(other.advice);
    return new Comparison(base, contender, all, lines);
  }
}
