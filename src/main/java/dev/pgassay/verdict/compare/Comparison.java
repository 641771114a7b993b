package dev.pgassay.verdict.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All findings about two sides; every report shows them and computes nothing of its own. Immutable.
 *
 * @param base name of the side that is compared with
 * @param contender name of the side that is judged
 * @param findings the gravest first, else in the order of measuring
 * @param advice remarks that do not change the verdict, one line each
 * @param latencyAsked whether it passes only if a latency was judged
 */
public record Comparison(
    String base,
    String contender,
    List<Finding> findings,
    List<String> advice,
    boolean latencyAsked) {
  /** Checks the components, sorts the findings and copies the lists. */
  public Comparison {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(contender, "contender");
    findings = findings.stream().sorted(Comparator.comparing(Finding::verdict)).toList();
    advice = List.copyOf(advice);
  }

  /**
   * Makes a comparison that has a verdict if any finding could be judged.
   *
   * @param base name of the side that is compared with
   * @param contender name of the side that is judged
   * @param findings in any order
   * @param advice one line each
   */
  public Comparison(String base, String contender, List<Finding> findings, List<String> advice) {
    this(base, contender, findings, advice, false);
  }

  /** The result of a comparison as a whole. */
  public enum Outcome {
    /** Something was judged, and nothing is worse. */
    PASSED,
    /** Something is worse or gone. */
    REGRESSED,
    /** Nothing is worse, but a point of the side that is judged could not be measured. */
    INCOMPLETE,
    /** Nothing that was asked for could be judged. */
    NOT_JUDGED
  }

  /** Sums up the findings. */
  public Outcome outcome() {
    if (findings.stream().anyMatch(finding -> finding.verdict().fails())) {
      return Outcome.REGRESSED;
    }
    boolean judged =
        findings.stream()
            .filter(finding -> !latencyAsked || finding.aspect().isLatency())
            .anyMatch(finding -> finding.verdict().judged());
    if (!judged) {
      return Outcome.NOT_JUDGED;
    }
    return count(Verdict.NOT_MEASURED) > 0 ? Outcome.INCOMPLETE : Outcome.PASSED;
  }

  /**
   * Tells whether the latencies are the only reason that there is no verdict.
   *
   * @return whether they were asked for, none could be judged, and something else was
   */
  public boolean lacksLatencyAlone() {
    return latencyAsked
        && outcome() == Outcome.NOT_JUDGED
        && findings.stream().anyMatch(finding -> finding.verdict().judged());
  }

  /**
   * Asks for latency.
   *
   * @return the same comparison, which passes only if a latency was judged
   */
  public Comparison requiringLatency() {
    return new Comparison(base, contender, findings, advice, true);
  }

  /** Counts the findings that have a verdict. */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  /** Returns the findings that have a verdict. */
  public List<Finding> with(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
  }

  /** Adds a line of advice, which does not change the verdict. */
  public Comparison advising(String line) {
    List<String> lines = new ArrayList<>(advice);
    lines.add(line);
    return new Comparison(base, contender, findings, lines, latencyAsked);
  }

  /** Leaves out all findings that are not about latencies, and keeps all advice. */
  public Comparison ofLatencies() {
    return new Comparison(
        base,
        contender,
        findings.stream().filter(finding -> finding.aspect().isLatency()).toList(),
        advice,
        latencyAsked);
  }

  /**
   * Adds a few words about its benchmark to the name of each point. This comes last, because
   * findings are told apart by their subjects.
   *
   * @param labels a few words for benchmarks, by their names; others are left as they are
   * @return the same with longer subjects
   */
  public Comparison labelled(Map<String, String> labels) {
    List<Finding> all =
        findings.stream()
            .map(
                finding ->
                    finding
                        .point()
                        .map(point -> labels.get(point.benchmark()))
                        .map(finding::labelled)
                        .orElse(finding))
            .toList();
    return new Comparison(base, contender, all, advice, latencyAsked);
  }

  /**
   * Adds the findings and the advice of another comparison of the same sides, such as one of the
   * latencies.
   */
  public Comparison and(Comparison other) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(other.findings);
    List<String> lines = Stream.concat(advice.stream(), other.advice.stream()).distinct().toList();
    return new Comparison(base, contender, all, lines, latencyAsked);
  }
}
