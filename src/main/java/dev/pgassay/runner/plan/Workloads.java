package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.workload.IndexWorkloads;
import dev.pgassay.measure.workload.StatementWorkloads;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.index.IndexTypeCatalog;
import dev.pgassay.postgres.index.IndexTypeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The benchmarks on the class path, and those of the index types that the user describes.
 * Immutable.
 */
public final class Workloads {
  private final List<Workload> fixed;
  private final Optional<IndexTypeCatalog> indexTypes;

  Workloads(List<Workload> all) {
    this(all, Optional.empty());
  }

  private Workloads(List<Workload> fixed, Optional<IndexTypeCatalog> indexTypes) {
    this.fixed = fixed.stream().sorted(Comparator.comparing(Workload::name)).toList();
    this.indexTypes = indexTypes;
  }

  /**
   * Finds the benchmarks on the class path.
   *
   * @return the benchmarks
   */
  public static Workloads onClassPath() {
    return new Workloads(
        ServiceLoader.load(Workload.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * Adds the benchmarks of the index types that the user describes. The file of a type is read when
   * its benchmark is requested.
   *
   * @param described the types
   * @return these benchmarks and those
   */
  public Workloads with(IndexTypeCatalog described) {
    return new Workloads(fixed, Optional.of(described));
  }

  /**
   * Makes benchmarks of statements that are in no file.
   *
   * @param texts of statement files by the statements' names, as a baseline keeps them
   */
  public static Workloads ofTexts(Map<String, String> texts) {
    List<StatementFile> statements = new ArrayList<>();
    texts.forEach(
        (name, text) -> statements.add(StatementFile.parse(Path.of(name + ".sql"), text)));
    return of(statements);
  }

  /**
   * Makes benchmarks of the user's own statements.
   *
   * @param statements each in a file of its own
   * @return a benchmark for each, and no others
   */
  public static Workloads of(List<StatementFile> statements) {
    StatementWorkloads maker =
        ServiceLoader.load(StatementWorkloads.class).findFirst().orElseThrow();
    return new Workloads(statements.stream().map(maker::of).toList());
  }

  /**
   * Returns all benchmarks.
   *
   * @return ordered by name, those of described index types last
   * @throws InvalidInput if the file of an index type cannot be used
   */
  public List<Workload> all() {
    return where(name -> true);
  }

  public Workload named(String name) {
    return where(name::equals).stream()
        .findFirst()
        .orElseThrow(() -> new InvalidInput("no benchmark named " + name + names()));
  }

  List<Workload> matching(String regex) {
    Pattern pattern = pattern(regex);
    List<Workload> found = where(name -> pattern.matcher(name).find());
    if (found.isEmpty()) {
      throw new InvalidInput("no suite and no benchmark matches " + regex + names());
    }
    return found;
  }

  private List<Workload> where(Predicate<String> name) {
    return Stream.concat(
            fixed.stream().filter(workload -> name.test(workload.name())),
            describedNames().filter(name).map(this::described))
        .toList();
  }

  private Stream<String> describedNames() {
    return indexTypes.stream().flatMap(described -> described.names().stream());
  }

  private Workload described(String name) {
    IndexTypeFile file = indexTypes.orElseThrow().read(name);
    if (SuiteCatalog.builtIn().find(name).isPresent()) {
      throw new InvalidInput(
          "index type file " + file.file() + " has the name of a suite; rename it");
    }
    return ServiceLoader.load(IndexWorkloads.class).findFirst().orElseThrow().of(file);
  }

  private String names() {
    return "; suites: "
        + String.join(", ", SuiteCatalog.builtIn().all().stream().map(Suite::name).toList())
        + "; benchmarks: "
        + Stream.concat(fixed.stream().map(Workload::name), describedNames())
            .collect(Collectors.joining(", "));
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new InvalidInput(
          "not a suite and not a regular expression: " + regex + ": " + e.getDescription(), e);
    }
  }
}
