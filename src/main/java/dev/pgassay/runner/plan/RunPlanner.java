package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Preparation.Cache;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.Suite.Sweep;
import dev.pgassay.runner.plan.Suite.Timing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a plan from the user's request. It refuses every user error here, before a server is
 * started.
 */
public final class RunPlanner {
  private static final String STATEMENTS = "sql";
  private static final int MOST_CLIENTS = 1000;

  private RunPlanner() {}

  /**
   * Plans a run.
   *
   * @param request the user's request
   * @param suites the suites there are
   * @param workloads the benchmarks there are
   * @return the plan
   * @throws InvalidInput for anything that cannot be measured as requested
   */
  public static RunPlan plan(RunRequest request, SuiteCatalog suites, Workloads workloads) {
    return plan(
        request,
        suites.find(request.target()).orElseGet(() -> adHoc(request, suites, workloads)),
        request.target(),
        workloads);
  }

  /**
   * Plans a run of the user's own statements.
   *
   * @param request what the user asked for; its target matches names of statements
   * @param suites the suites there are, for the schedule of the quickest
   * @param statements the benchmarks of the statements
   * @return the plan
   * @throws InvalidInput for anything that cannot be measured as requested
   */
  public static RunPlan planStatements(
      RunRequest request, SuiteCatalog suites, Workloads statements) {
    return plan(request, adHoc(request, suites, statements), STATEMENTS, statements);
  }

  private static RunPlan plan(RunRequest request, Suite suite, String name, Workloads workloads) {
    request.clients().forEach(RunPlanner::checkClients);
    checkParameters(request, suite, workloads);
    List<Group> groups = new ArrayList<>();
    for (Sweep sweep : suite.benchmarks()) {
      Workload workload = workloads.named(sweep.benchmark());
      Timing timing =
          request.timing().over(sweep.timing() == null ? suite.timing() : sweep.timing());
      groups.addAll(
          groups(
              workload,
              values(workload, sweep, request),
              clients(workload, sweep, suite, request),
              timings(timing, request)));
    }
    return new RunPlan(
        name,
        request.dataset().orElse(suite.dataset()),
        request.seed(),
        groups,
        name.equals(STATEMENTS) && request.dataset().isEmpty(),
        suite.indexAudit());
  }

  /**
   * A regular expression measures the benchmarks that it matches at their defaults, on the quickest
   * suite's data.
   */
  private static Suite adHoc(RunRequest request, SuiteCatalog suites, Workloads workloads) {
    Suite model = suites.all().get(0);
    List<Sweep> sweeps =
        workloads.matching(request.target()).stream()
            .map(workload -> new Sweep(workload.name(), Map.of()))
            .toList();
    return new Suite(
        request.target(), "", model.dataset(), model.timing(), model.clients(), false, sweeps);
  }

  /**
   * Refuses the user's numbers of clients above the benchmark's limit; leaves out such numbers of a
   * suite.
   */
  private static List<Integer> clients(
      Workload workload, Sweep sweep, Suite suite, RunRequest request) {
    for (int clients : request.clients()) {
      if (clients > workload.mostClients()) {
        throw new InvalidInput(
            "--clients must be at most "
                + workload.mostClients()
                + " for "
                + workload.name()
                + ": "
                + clients);
      }
    }
    if (!request.clients().isEmpty()) {
      return request.clients();
    }
    List<Integer> clients = sweep.clients() == null ? suite.clients() : sweep.clients();
    return clients.stream().filter(number -> number <= workload.mostClients()).toList();
  }

  private static void checkClients(int clients) {
    if (clients < 1 || clients > MOST_CLIENTS) {
      throw new InvalidInput("--clients must be between 1 and " + MOST_CLIENTS + ": " + clients);
    }
  }

  /** Requires that some benchmark has each value for a parameter of that name. */
  private static void checkParameters(RunRequest request, Suite suite, Workloads workloads) {
    List<Workload> measured =
        suite.benchmarks().stream().map(Sweep::benchmark).distinct().map(workloads::named).toList();
    request
        .parameters()
        .forEach(
            (name, values) -> {
              Map<String, Parameter> known = parameters(name, measured);
              if (known.isEmpty()) {
                throw unknown(name, suite, measured);
              }
              requireDistinct(name, values);
              values.forEach(value -> requireAllowed(name, value, known));
            });
  }

  private static InvalidInput unknown(String name, Suite suite, List<Workload> measured) {
    Set<String> known =
        measured.stream()
            .flatMap(workload -> workload.parameters().stream())
            .map(Parameter::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return new InvalidInput(
        "no parameter named " + name + " in " + suite.name() + "; there are " + known);
  }

  /** The parameters of a name, by the benchmarks that have one. */
  private static Map<String, Parameter> parameters(String name, List<Workload> workloads) {
    Map<String, Parameter> found = new LinkedHashMap<>();
    for (Workload workload : workloads) {
      workload.parameters().stream()
          .filter(parameter -> parameter.name().equals(name))
          .forEach(parameter -> found.put(workload.name(), parameter));
    }
    return found;
  }

  private static void requireAllowed(String name, String value, Map<String, Parameter> known) {
    if (known.values().stream().anyMatch(parameter -> parameter.range().allows(value))) {
      return;
    }
    if (known.size() == 1) {
      known.values().forEach(parameter -> parameter.check(value));
    }
    String ranges =
        known.entrySet().stream()
            .map(it -> it.getValue().range().description() + " (" + it.getKey() + ")")
            .collect(Collectors.joining(" or "));
    throw new InvalidInput("parameter " + name + " must be " + ranges + ": " + value);
  }

  private static void requireDistinct(String name, List<String> values) {
    if (new HashSet<>(values).size() != values.size() || values.isEmpty()) {
      throw new InvalidInput("parameter " + name + " needs distinct values: " + values);
    }
  }

  /**
   * Benchmarks share names of parameters, but not always their values: each takes those of the
   * requested values that it has, and keeps the values of its suite if it has none.
   */
  private static Map<String, List<String>> values(
      Workload workload, Sweep sweep, RunRequest request) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Parameter parameter : workload.parameters()) {
      List<String> asked =
          request.parameters().getOrDefault(parameter.name(), List.of()).stream()
              .filter(parameter.range()::allows)
              .toList();
      List<String> chosen =
          asked.isEmpty()
              ? sweep.parameters().getOrDefault(parameter.name(), parameter.defaults())
              : asked;
      chosen.forEach(parameter::check);
      requireDistinct(parameter.name(), chosen);
      values.put(parameter.name(), chosen);
    }
    return values;
  }

  private static List<Group> groups(
      Workload workload,
      Map<String, List<String>> values,
      List<Integer> clients,
      Map<Optional<Cache>, Timing> timings) {
    Map<Parameters, List<PlannedPoint>> grouped = new LinkedHashMap<>();
    for (Parameters point : combinations(values)) {
      workload.check(point);
      List<PlannedPoint> group =
          grouped.computeIfAbsent(workload.build(point), key -> new ArrayList<>());
      for (int number : clients) {
        timings.forEach(
            (state, timing) -> group.add(new PlannedPoint(point, number, timing, state)));
      }
    }
    return grouped.entrySet().stream()
        .map(entry -> new Group(workload, entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** How a point is measured in each state; a state that the user did not request has no name. */
  private static Map<Optional<Cache>, Timing> timings(Timing timing, RunRequest request) {
    List<Cache> states = request.timing().states();
    if (!states.contains(Cache.COLD)) {
      return Map.of(Optional.empty(), timing);
    }
    Map<Optional<Cache>, Timing> timings = new LinkedHashMap<>();
    for (Cache state : states) {
      timings.put(
          Optional.of(state),
          state == Cache.COLD ? request.timing().over(Timing.OF_COLD_POINTS) : timing);
    }
    return timings;
  }

  private static List<Parameters> combinations(Map<String, List<String>> values) {
    List<Map<String, String>> points = List.of(Map.of());
    for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
      List<Map<String, String>> extended = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : parameter.getValue()) {
          Map<String, String> longer = new LinkedHashMap<>(point);
          longer.put(parameter.getKey(), value);
          extended.add(longer);
        }
      }
      points = extended;
    }
    return points.stream().map(Parameters::new).toList();
  }
}
