package dev.pgassay.verdict.compare;

import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.ServerWork.Counter;
import dev.pgassay.result.point.Validity;
import dev.pgassay.stats.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The exact tier of one point: results that must be the same wherever it is measured. */
final class PointComparison {
  /** Enough builds for their median to represent the kind of index. */
  private static final int ENOUGH_BUILDS = 3;

  /** Hint bits and pruning make reads write a little now and then. */
  private static final double LEAST_WAL_BYTES = 100;

  /** Fewer blocks are catalogue lookups. */
  private static final double LEAST_BLOCKS = 2;

  private static final List<Counter> BUFFERS =
      List.of(Counter.SHARED_BLOCKS_HIT, Counter.SHARED_BLOCKS_READ, Counter.SHARED_BLOCKS_DIRTIED);
  private static final List<Counter> SPILLS =
      List.of(Counter.TEMP_BLOCKS_READ, Counter.TEMP_BLOCKS_WRITTEN);

  private final PointKey key;
  private final RecordedPoint base;
  private final RecordedPoint contender;
  private final Policy policy;
  private final boolean sameBuild;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param sameIndexes whether both sides were measured on one and the same build of every index,
   *     though no build is recorded
   */
  PointComparison(RecordedPoint base, RecordedPoint contender, Policy policy, boolean sameIndexes) {
    this.key = base.key();
    this.base = base;
    this.contender = contender;
    this.policy = policy;
    this.sameBuild = sameIndexes || Builds.same(base.observations(), contender.observations());
  }

  List<Finding> findings() {
    if (!base.valid()) {
      String was = "it was " + word(base) + " in the base, so there is nothing to compare with";
      add(Aspect.VALIDITY, contender.valid() ? Verdict.OK : Verdict.NOT_COMPARABLE, was);
      return findings;
    }
    if (!contender.valid()) {
      String reasons = String.join("; ", contender.reasons());
      add(
          Aspect.VALIDITY,
          ofInvalid(contender.validity()),
          "it is " + word(contender) + ": " + reasons);
      return findings;
    }
    AnswerComparison.finding(base, contender, policy).ifPresent(findings::add);
    findings.addAll(RecallComparison.findings(base, contender, policy, sameBuild));
    findings.addAll(PlanComparison.findings(base, contender, policy));
    indexSize();
    spill();
    buffers();
    wal();
    return findings;
  }

  /**
   * A gate that failed says what is wrong with the contender, in the server's words if a statement
   * failed. A point that could not be measured says nothing: a fork may have been killed, or a
   * connection lost.
   */
  private static Verdict ofInvalid(Validity validity) {
    return switch (validity) {
      case VALID -> Verdict.OK;
      case NOT_AVAILABLE -> Verdict.NOT_COMPARABLE;
      case INVALID -> Verdict.REGRESSED;
      case FAILED, MISSING -> Verdict.NOT_MEASURED;
    };
  }

  private static String word(RecordedPoint point) {
    return point.validity().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Compares the size of the index that was built for the point; the index may be gone when the
   * tables are measured.
   */
  private void indexSize() {
    OptionalDouble before = median(base, PointComparison::indexSize);
    OptionalDouble after = median(contender, PointComparison::indexSize);
    if (before.isPresent() && after.isPresent()) {
      findings.add(
          SizeComparison.finding(
              key,
              Aspect.INDEX_SIZE,
              (long) before.getAsDouble(),
              (long) after.getAsDouble(),
              tolerance(Aspect.INDEX_SIZE)));
    }
  }

  private static OptionalDouble indexSize(Observation observation) {
    return observation.indexSizeBytes().isPresent()
        ? OptionalDouble.of(observation.indexSizeBytes().getAsLong())
        : OptionalDouble.empty();
  }

  private void spill() {
    compareSums(
        Aspect.SPILL,
        SPILLS,
        (before, after) ->
            addCount(
                Aspect.SPILL,
                before,
                after,
                tolerance(Aspect.SPILL),
                after > before
                    ? format("%.1f temporary blocks per operation, was %.1f: ", after, before)
                        + "a sort or hash no longer fits into work_mem"
                    : format("%.1f temporary blocks per operation", after)));
  }

  private void buffers() {
    boolean byChance = approximate(base) && !sameBuild;
    boolean enough =
        base.observations().size() >= ENOUGH_BUILDS
            && contender.observations().size() >= ENOUGH_BUILDS;
    Aspect aspect = byChance && !enough ? Aspect.BUFFERS_OF_ANOTHER_BUILD : Aspect.BUFFERS;
    compareSums(
        aspect,
        BUFFERS,
        (before, after) -> {
          double spread =
              spread(base, observation -> sum(observation, BUFFERS)) / Math.max(1, before);
          compareRatio(aspect, before, after, LEAST_BLOCKS, Math.max(spread, tolerance(aspect)));
        });
  }

  /**
   * Tells whether a search is approximate. Only such a search has a recall, and only such a search
   * uses an index whose build is random.
   */
  private static boolean approximate(RecordedPoint point) {
    return point.observations().stream().anyMatch(it -> it.recall().isPresent());
  }

  private void wal() {
    compareSums(
        Aspect.WAL,
        List.of(Counter.WAL_BYTES),
        (before, after) ->
            compareRatio(Aspect.WAL, before, after, LEAST_WAL_BYTES, tolerance(Aspect.WAL)));
  }

  /** Judges the medians of both sides. */
  private interface Judge {
    void judge(double before, double after);
  }

  private void compareSums(Aspect aspect, List<Counter> counters, Judge judge) {
    OptionalDouble before = median(base, observation -> sum(observation, counters));
    OptionalDouble after = median(contender, observation -> sum(observation, counters));
    if (before.isPresent() && after.isPresent()) {
      judge.judge(before.getAsDouble(), after.getAsDouble());
    } else if (before.isPresent()) {
      add(aspect, Verdict.NOT_COMPARABLE, "the server's work was not observed");
    }
  }

  private void compareRatio(
      Aspect aspect, double before, double after, double least, double borneRatio) {
    double slack = Math.max(least, borneRatio * before);
    addCount(
        aspect,
        before,
        after,
        slack,
        format("%,.1f, was %,.1f", after, before)
            + (before > 0 ? format(" (%+.1f %%)", 100 * (after / before - 1)) : ""));
  }

  /** Adds a finding. A difference counts only if it exceeds what the choice of queries explains. */
  private void addCount(
      Aspect aspect, double before, double after, double tolerated, String sentence) {
    Verdict verdict = verdict(after - before, tolerated);
    double byChoice =
        QueryChoice.ratio(base.observations(), contender.observations()) * Math.max(before, after);
    if (verdict != Verdict.OK && Math.abs(after - before) <= byChoice) {
      add(
          aspect,
          Verdict.NOT_COMPARABLE,
          sentence
              + "; the two sides did not execute the same queries equally often, which may explain"
              + " it: measure longer");
    } else {
      add(aspect, verdict, sentence);
    }
  }

  private static OptionalDouble sum(Observation observation, List<Counter> counters) {
    double sum = 0;
    boolean found = false;
    for (Counter counter : counters) {
      Double value = observation.perOperation().get(counter);
      if (value != null) {
        found = true;
        sum += value;
      }
    }
    return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  private static Verdict verdict(double loss, double tolerated) {
    if (loss > tolerated) {
      return Verdict.REGRESSED;
    }
    return loss < -tolerated ? Verdict.IMPROVED : Verdict.OK;
  }

  private double tolerance(Aspect aspect) {
    return policy.tolerance(aspect, key);
  }

  private void add(Aspect aspect, Verdict verdict, String sentence) {
    findings.add(Finding.of(key, aspect, verdict, sentence));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static DoubleStream values(
      RecordedPoint point, Function<Observation, OptionalDouble> figure) {
    return point.observations().stream()
        .map(figure)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble);
  }

  private static OptionalDouble median(
      RecordedPoint point, Function<Observation, OptionalDouble> figure) {
    double[] values = values(point, figure).toArray();
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantile.median(values));
  }

  /** Returns the range of a figure over several builds, which is the effect of chance. */
  private static double spread(RecordedPoint point, Function<Observation, OptionalDouble> figure) {
    double[] values = values(point, figure).sorted().toArray();
    return values.length < 2 ? 0 : values[values.length - 1] - values[0];
  }
}
