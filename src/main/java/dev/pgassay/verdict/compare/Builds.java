package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The builds of an index that were measured. */
final class Builds {
  private Builds() {}

  /** Tells whether both sides were measured on one and the same build, and it is known which. */
  static boolean same(List<Observation> base, List<Observation> contender) {
    Set<Instant> builds = of(base);
    return builds.size() == 1 && builds.equals(of(contender));
  }

  private static Set<Instant> of(List<Observation> observations) {
    Set<Instant> builds = new TreeSet<>();
    observations.forEach(it -> it.indexBuiltAt().ifPresent(builds::add));
    return builds;
  }
}
