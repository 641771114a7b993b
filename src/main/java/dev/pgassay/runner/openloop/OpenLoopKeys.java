package dev.pgassay.runner.openloop;

import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the points of an open loop are named. Immutable.
 *
 * @param pattern how requests are sent
 * @param mix of which the points are; empty for a single statement
 */
record OpenLoopKeys(LoadPattern pattern, Optional<Mix> mix) {
  /** Names a statement's point. */
  PointKey of(PlannedPoint planned, String workload) {
    PointKey closed = planned.key(workload);
    return key(closed.benchmark(), closed.parameters());
  }

  /** The key of the point of all requests of a mix together. */
  PointKey total() {
    return key(Mix.NAME, Map.of(ParameterNames.CLIENTS, Integer.toString(pattern.clients())));
  }

  /** Names every point of one rate, in the order in which they are recorded. */
  List<PointKey> all(RunPlan plan) {
    List<PointKey> keys = new ArrayList<>();
    for (Group group : plan.groups()) {
      group.points().forEach(planned -> keys.add(of(planned, group.workload().name())));
    }
    mix.ifPresent(it -> keys.add(total()));
    return keys;
  }

  private PointKey key(String benchmark, Map<String, String> closed) {
    Map<String, String> parameters = new LinkedHashMap<>(closed);
    mix.ifPresent(it -> parameters.put(Mix.NAME, it.toString()));
    parameters.put("arrivals", pattern.arrivals().name().toLowerCase(Locale.ROOT));
    parameters.put(ParameterNames.RATE, pattern.rateText());
    return new PointKey(benchmark, parameters);
  }
}
