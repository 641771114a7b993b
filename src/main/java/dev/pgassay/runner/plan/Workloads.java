package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.workload.StatementWorkloads;
import dev.pgassay.measure.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The benchmarks on the class path. Immutable. */
public final class Workloads {
  private final List<Workload> all;

  Workloads(List<Workload> all) {
    this.all = all.stream().sorted(Comparator.comparing(Workload::name)).toList();
  }

  /**
   * Finds the benchmarks on the class path.
   *
   * @return them
   */
  public static Workloads onClassPath() {
    return new Workloads(
        ServiceLoader.load(Workload.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * Returns the benchmarks of statements that are in no file.
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
   * @return ordered by name
   */
  public List<Workload> all() {
    return all;
  }

  public Workload named(String name) {
    return all.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("no benchmark named " + name + names()));
  }

  List<Workload> matching(String regex) {
    Pattern pattern = pattern(regex);
    List<Workload> found =
        all.stream().filter(workload -> pattern.matcher(workload.name()).find()).toList();
    if (found.isEmpty()) {
      throw new InvalidInput("no suite and no benchmark matches " + regex + names());
    }
    return found;
  }

  private String names() {
    return "; suites: "
        + String.join(", ", SuiteCatalog.builtIn().all().stream().map(Suite::name).toList())
        + "; benchmarks: "
        + String.join(", ", all.stream().map(Workload::name).toList());
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
