package dev.pgassay.runner.ab;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.Workloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences between the contender and the base. Immutable.
 *
 * @param settings of its sessions, by name
 * @param parameters of its benchmarks, by name, which replace the base's
 * @param scripts SQL that is executed on its copy of the database, in this order
 * @param former the base's parts of an earlier revision
 * @param server that the contender has for itself
 * @param copies whether each arm works on a copy of the user's own database
 */
public record AbChange(
    Map<String, String> settings,
    Map<String, String> parameters,
    List<Path> scripts,
    Former former,
    Optional<ArmServer> server,
    boolean copies) {
  /** No difference: two arms that are equal. */
  public static final AbChange NONE = of(Map.of(), Map.of(), List.of());

  /** Refuses scripts that do not exist. */
  public AbChange {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
    scripts = List.copyOf(scripts);
    Objects.requireNonNull(former, "former");
    Objects.requireNonNull(server, "server");
    for (Path script : scripts) {
      if (!Files.isRegularFile(script)) {
        throw new InvalidInput("--arm-sql needs a file: " + script);
      }
    }
  }

  /**
   * The base's parts of an earlier state.
   *
   * @param origin the source of that state: a git revision as the user named it, or a baseline;
   *     empty if there is none
   * @param scripts in their former version, for the base's copy of the database
   * @param migrations how many of the schema's migrations the base has; empty for all
   * @param presentStatements the contender's present statements, if the base has those of the
   *     origin; empty if both arms have the same
   * @param settings of the base's sessions as the server had them, by name; a benchmark's own
   *     settings take precedence
   */
  public record Former(
      Optional<String> origin,
      List<Path> scripts,
      OptionalInt migrations,
      Optional<Workloads> presentStatements,
      Map<String, String> settings) {
    /** No earlier state. */
    public static final Former NONE =
        new Former(Optional.empty(), List.of(), OptionalInt.empty(), Optional.empty(), Map.of());

    public Former {
      scripts = List.copyOf(scripts);
      settings = Map.copyOf(settings);
    }

    /** Whether the base's database differs by itself from the loaded one. */
    boolean changesDatabase() {
      return !scripts.isEmpty() || migrations.isPresent();
    }

    /** Whether the base differs in anything from the arm that a run measures here. */
    boolean changesArm() {
      return changesDatabase() || !settings.isEmpty();
    }
  }

  /**
   * A difference on one server, at one revision.
   *
   * @param settings of the contender's sessions, by name
   * @param parameters of its benchmarks, by name
   * @param scripts SQL for its copy of the database
   */
  public static AbChange of(
      Map<String, String> settings, Map<String, String> parameters, List<Path> scripts) {
    return new AbChange(settings, parameters, scripts, Former.NONE, Optional.empty(), false);
  }

  /**
   * Returns the same change against a base that has files of an earlier revision.
   *
   * @param revision the base's files
   */
  public AbChange since(Former revision) {
    return new AbChange(settings, parameters, scripts, revision, server, copies);
  }

  /**
   * Refuses parameters that no benchmark has, and values that cannot go together.
   *
   * @param plan the base's points
   */
  public void check(RunPlan plan) {
    scripts.forEach(AbArms::read);
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
      build(group);
    }
  }

  /**
   * Refuses changes that need copies of the user's own database without permission to make them,
   * and permission if there is no such database.
   *
   * @param plan of the base's points
   * @param ownTables whether the points read tables of the user's own
   */
  public void checkCopies(RunPlan plan, boolean ownTables) {
    if (copies && !ownTables) {
      throw new InvalidInput(
          "--copies is for statements on your own database: it needs --sql DIR and --database URL;"
              + " a dataset of pgassay is copied as needed");
    }
    if (ownTables && !copies && plan.groups().stream().anyMatch(this::changesDatabase)) {
      throw new InvalidInput(
          "the contender's database would be changed ("
              + display()
              + "), and pgassay changes no table that it did not load; add --copies, and it compares"
              + " copies of the database, or change a copy of your own and name it with"
              + " --arm-database URL");
    }
  }

  /**
   * Returns the build parameters of the contender of a group.
   *
   * @throws InvalidInput if its points would need several builds
   */
  Parameters build(RunPlan.Group group) {
    List<Parameters> builds =
        group.points().stream()
            .map(point -> group.workload().build(over(point.parameters())))
            .distinct()
            .toList();
    if (builds.size() > 1) {
      throw new InvalidInput(
          "the contender of "
              + group.display()
              + " needs several builds: "
              + String.join("; ", builds.stream().map(Parameters::toString).toList())
              + "; compare them one by one with --param");
    }
    return builds.get(0);
  }

  /** The parameters of the contender's point. */
  Parameters over(Parameters point) {
    Map<String, String> values = new LinkedHashMap<>(point.values());
    values.replaceAll((name, value) -> parameters.getOrDefault(name, value));
    return new Parameters(values);
  }

  /** The contender's benchmark; empty for a statement that is no longer there. */
  Optional<Workload> over(Workload workload) {
    return former.presentStatements().isEmpty()
        ? Optional.of(workload)
        : former.presentStatements().get().all().stream()
            .filter(it -> it.name().equals(workload.name()))
            .findFirst();
  }

  /** Whether the contender's database differs by itself from the loaded one. */
  boolean changesDatabase(RunPlan.Group group) {
    return !scripts.isEmpty()
        || former.changesDatabase()
        || copies
        || build(group).values().keySet().stream().anyMatch(parameters::containsKey);
  }

  /** Whether the arms' databases differ by SQL or migrations, and not by a build alone. */
  boolean changesSchema() {
    return !scripts.isEmpty() || former.changesDatabase();
  }

  /**
   * Names the contender.
   *
   * @return such as {@code work_mem=64kB, 004.sql}
   */
  public String display() {
    String text =
        Stream.of(
                pairs(settings),
                pairs(parameters),
                scripts.stream().map(Path::toString),
                former.presentStatements().stream().map(it -> "the present statements"),
                former.migrations().stream().mapToObj(it -> "the present migrations"),
                former.settings().keySet().stream()
                    .sorted()
                    .map(it -> it + " at its present value"),
                server.stream().map(ArmServer::display))
            .flatMap(it -> it)
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no change" : text;
  }

  private static Stream<String> pairs(Map<String, String> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue());
  }
}
