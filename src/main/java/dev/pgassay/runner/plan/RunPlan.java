package dev.pgassay.runner.plan;

import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation.Cache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * All points of a run in the order in which they are measured: grouped by their builds, so that
 * each index is built once. Immutable.
 *
 * @param suite name of the suite, or the regular expression that was given
 * @param dataset name or path of the dataset
 * @param seed replaces the dataset's own
 * @param groups the points
 * @param ofOwnTables whether the points can be measured without a dataset, on tables of the user's
 *     own: statements of theirs, if they named no dataset
 * @param indexAudit whether the run ends with an audit of the schema's indexes
 */
public record RunPlan(
    String suite,
    String dataset,
    OptionalLong seed,
    List<Group> groups,
    boolean ofOwnTables,
    boolean indexAudit) {
  /**
   * The points that share a build.
   *
   * @param workload the benchmark
   * @param build values of the build parameters
   * @param points in the order of measurement
   */
  public record Group(Workload workload, Parameters build, List<PlannedPoint> points) {
    public String display() {
      return workload.name() + " " + build;
    }
  }

  /**
   * A point to be measured.
   *
   * @param parameters a value for every parameter of the benchmark
   * @param clients number of clients
   * @param timing how it is measured
   * @param state of the server's caches; empty if the user asked for none, which means warm
   */
  public record PlannedPoint(
      Parameters parameters, int clients, Suite.Timing timing, Optional<Cache> state) {
    public boolean cold() {
      return state.equals(Optional.of(Cache.COLD));
    }

    /** Names the point as a closed loop of a benchmark stores it. */
    public PointKey key(String benchmark) {
      Map<String, String> named = new LinkedHashMap<>(parameters.values());
      state.ifPresent(
          cache -> named.put(ParameterNames.STATE, cache.name().toLowerCase(Locale.ROOT)));
      named.put("clients", Integer.toString(clients));
      return new PointKey(benchmark, named);
    }
  }

  public RunPlan {
    groups = List.copyOf(groups);
  }

  /**
   * Sets whether the indexes are audited, instead of the suite's own setting.
   *
   * @param wanted whether to audit them
   * @return the plan with the same points
   */
  public RunPlan withIndexAudit(boolean wanted) {
    return new RunPlan(suite, dataset, seed, groups, ofOwnTables, wanted);
  }

  /**
   * Returns the number of points.
   *
   * @return the points of all groups together
   */
  public int points() {
    return groups.stream().mapToInt(group -> group.points().size()).sum();
  }

  /** Names the points of closed loops, in their order. */
  public List<PointKey> keys() {
    return groups.stream()
        .flatMap(
            group -> group.points().stream().map(planned -> planned.key(group.workload().name())))
        .toList();
  }

  /**
   * Returns how long all iterations take by their schedule. Loading, builds and starting forks come
   * on top.
   *
   * @return whole seconds
   */
  public long measuringSeconds() {
    return groups.stream()
        .flatMap(group -> group.points().stream())
        .mapToLong(point -> point.timing().totalSeconds())
        .sum();
  }

  /**
   * Returns the user's own statements.
   *
   * @return the text of each file by the statement's name; empty for benchmarks of the program
   */
  public Map<String, String> statements() {
    Map<String, String> texts = new TreeMap<>();
    for (Group group : groups) {
      if (!group.workload().content().isEmpty()) {
        texts.put(group.workload().name(), group.workload().content());
      }
    }
    return texts;
  }

  /** Whether the server must be made cold for any of the points. */
  public boolean hasColdPoints() {
    return groups.stream().flatMap(group -> group.points().stream()).anyMatch(PlannedPoint::cold);
  }

  /** The place of a point among all points of the plan, from 1. */
  public int number(Group group, PlannedPoint point) {
    int before =
        groups.subList(0, groups.indexOf(group)).stream().mapToInt(it -> it.points().size()).sum();
    return before + group.points().indexOf(point) + 1;
  }
}
