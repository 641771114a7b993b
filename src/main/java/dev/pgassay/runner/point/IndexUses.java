package dev.pgassay.runner.point;

import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.postgres.schema.SchemaCatalog;
import dev.pgassay.postgres.schema.SchemaIndex;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.point.Point;
import dev.pgassay.verdict.audit.BenchmarkUses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which benchmarks used the schema's indexes as the migrations define them. A variant has the
 * name of the index that it replaces, on a copy or for as long as its points take, and says nothing
 * about that index.
 */
public final class IndexUses {
  private static final String SEQUENTIAL_SCANS = "enable_seqscan";

  /** The server names the schema of an extension's operator class, the migrations do not. */
  private static final Pattern OPERATOR_CLASS = Pattern.compile("\\w+\\.(?=\\w+_ops\\b)");

  private final List<RecordedBuild> builds;
  private final Map<String, String> definitions;

  /**
   * @param builds of the run
   */
  public IndexUses(List<RecordedBuild> builds) {
    this.builds = List.copyOf(builds);
    this.definitions =
        SchemaCatalog.indexes().stream()
            .collect(Collectors.toMap(SchemaIndex::name, SchemaIndex::definition));
  }

  /** Returns the benchmarks of the valid points by the indexes in their plans. */
  public BenchmarkUses of(List<Point> points) {
    return new BenchmarkUses(
        byIndex(points, point -> !withoutSequentialScans(point)),
        byIndex(points, IndexUses::withoutSequentialScans));
  }

  private Map<String, List<String>> byIndex(List<Point> points, Predicate<Point> such) {
    return points.stream()
        .filter(point -> point.valid() && such.test(point))
        .flatMap(point -> own(point).map(index -> Map.entry(index, point.benchmark())))
        .distinct()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** The indexes in a point's plan that are as the migrations define them. */
  private Stream<String> own(Point point) {
    return point.forks().stream()
        .flatMap(fork -> fork.plans().stream())
        .flatMap(plans -> SessionPlan.indexes(plans.after().text()).stream())
        .distinct()
        .filter(index -> builds(point, index).allMatch(this::isOwn));
  }

  private Stream<RecordedBuild> builds(Point point, String index) {
    return builds.stream()
        .filter(build -> build.index().equals(index))
        .filter(
            build ->
                build.serves(point.parameters())
                    || point.indexBuiltAt().equals(Optional.of(build.builtAt())));
  }

  private boolean isOwn(RecordedBuild build) {
    String definition = definitions.get(build.index());
    String built = OPERATOR_CLASS.matcher(build.definition()).replaceAll("");
    return definition != null && built.endsWith(" " + definition);
  }

  private static boolean withoutSequentialScans(Point point) {
    return point.forks().stream()
        .anyMatch(fork -> "off".equals(fork.settings().get(SEQUENTIAL_SCANS)));
  }
}
