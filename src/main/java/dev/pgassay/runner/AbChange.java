package dev.pgassay.runner;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In what the contender differs from the base. Immutable.
 *
 * @param settings of its sessions, by name
 * @param parameters of its benchmarks, by name, in the place of the base's
 * @param scripts SQL that is executed on its copy of the database, in this order
 */
public record AbChange(
    Map<String, String> settings, Map<String, String> parameters, List<Path> scripts) {
  /** No difference: two arms that are equal. */
  public static final AbChange NONE = new AbChange(Map.of(), Map.of(), List.of());

  /** Copies the collections and refuses scripts that are not there. */
  public AbChange {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
    scripts = List.copyOf(scripts);
    for (Path script : scripts) {
      if (!Files.isRegularFile(script)) {
        throw new InvalidInput("--arm-sql needs a file: " + script);
      }
    }
  }

  /**
   * Refuses parameters that no benchmark has, and values that cannot go together.
   *
   * @param plan the base's points
   */
  void check(RunPlan plan) {
    for (String name : parameters.keySet()) {
      List<Parameter> found =
          plan.groups().stream()
              .flatMap(group -> group.workload().parameters().stream())
              .filter(parameter -> parameter.name().equals(name))
              .toList();
      if (found.isEmpty()) {
        throw new InvalidInput("--arm-param names a parameter that no benchmark has: " + name);
      }
      found.forEach(parameter -> parameter.check(parameters.get(name)));
    }
    for (RunPlan.Group group : plan.groups()) {
      group.points().forEach(point -> group.workload().check(over(point.parameters())));
    }
  }

  /** The parameters of the contender's point. */
  Parameters over(Parameters point) {
    Map<String, String> values = new LinkedHashMap<>(point.values());
    values.replaceAll((name, value) -> parameters.getOrDefault(name, value));
    return new Parameters(values);
  }

  /**
   * Names the contender.
   *
   * @return such as {@code work_mem=64kB, 004.sql}
   */
  public String display() {
    String text =
        Stream.of(pairs(settings), pairs(parameters), scripts.stream().map(Path::toString))
            .flatMap(it -> it)
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "the same once more" : text;
  }

  private static Stream<String> pairs(Map<String, String> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue());
  }
}
