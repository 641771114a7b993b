package dev.pgassay.runner.ab;

import dev.pgassay.postgres.schema.OwnTableSizes;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.RecordComparison;
import dev.pgassay.verdict.compare.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers the findings about the contender, over all groups. Not thread-safe. */
final class AbFindings {
  private final AbRequest request;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<PointKey> judged = new HashSet<>();
  private final Set<String> sized = new HashSet<>();
  private final List<String> advice = new ArrayList<>();

  AbFindings(AbRequest request) {
    this.request = request;
  }

  /** Adds a point that is judged. */
  void judge(PointKey point) {
    judged.add(point);
  }

  boolean nothingJudged() {
    return judged.isEmpty();
  }

  void add(List<Finding> found) {
    findings.addAll(found);
  }

  /** Adds a line that no verdict depends on. */
  void advise(String line) {
    advice.add(line);
  }

  void gone(PointKey point) {
    findings.add(
        ofValidity(
            point, Verdict.MISSING, "the base has this statement, and the contender does not"));
  }

  /** Adds a statement that the base executes, and the contender does not. */
  void refused(PointKey point, String reason) {
    findings.add(
        ofValidity(point, Verdict.REGRESSED, "the statement fails on the contender: " + reason));
  }

  void unavailable(PointKey point, String reason) {
    findings.add(
        ofValidity(point, Verdict.NOT_COMPARABLE, "an arm of it cannot be prepared: " + reason));
  }

  private static Finding ofValidity(PointKey point, Verdict verdict, String sentence) {
    return new Finding(
        point.display(), Optional.of(point), Aspect.VALIDITY, verdict, sentence, Optional.empty());
  }

  /**
   * Reports once for each table and index how its size differs from the control, a copy as well.
   */
  void addSizes(AbArms arms) {
    List<TableSize> base = sizes(arms.control());
    List<TableSize> contender = sizes(arms.contender());
    Set<String> tables = base.stream().map(it -> "table " + it.table()).collect(Collectors.toSet());
    for (Finding size : RecordComparison.ofTables(base, contender, request.policy())) {
      if (sized.add(size.subject())) {
        findings.add(size);
        boolean other =
            size.aspect() == Aspect.INDEXES
                || size.aspect() == Aspect.TABLE_SIZE && !tables.contains(size.subject());
        if (other && size.verdict() == Verdict.OK) {
          advice.add(size.subject() + ": " + size.sentence());
        }
      }
    }
  }

  /** Withdraws latencies whose control cannot show the effect of a separate database on a query. */
  static List<Finding> unstable(List<Finding> latencies) {
    return latencies.stream()
        .map(
            it ->
                new Finding(
                    it.subject(),
                    it.point(),
                    it.aspect(),
                    Verdict.UNSTABLE,
                    it.sentence()
                        + "; not judged, because base and control share a database and the contender"
                        + " has its own: compare copies with --arm-sql FILE --copies",
                    it.effect()))
        .toList();
  }

  private static List<TableSize> sizes(AbArm arm) {
    return arm.tables().isEmpty()
        ? SchemaSizes.read(arm.workspace())
        : OwnTableSizes.read(arm.workspace(), arm.tables());
  }

  /** Replaces latencies that say little because too many executions failed. */
  List<Finding> withFailures(List<Finding> latencies, Map<PointKey, RoundFailures> failures) {
    List<Finding> found = new ArrayList<>(latencies);
    failures.forEach(
        (point, failed) -> {
          if (failed.tooMany()) {
            found.removeIf(it -> it.point().equals(Optional.of(point)));
            found.add(failed.finding(point));
          } else if (failed.any()) {
            advice.add(point.display() + ": " + failed.sentence());
          }
        });
    return found;
  }

  /**
   * Returns the result.
   *
   * @param base names the base
   * @return every finding of every group
   */
  Comparison comparison(String base) {
    List<String> lines = new ArrayList<>(request.policy().withoutEffect(judged));
    lines.addAll(advice);
    return new Comparison(base, request.change().display(), findings, lines);
  }
}
