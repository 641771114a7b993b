package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommandFactory;
import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.run.RunCommand;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.RecordedCommand;
import dev.pgassay.result.environment.ReplayRules;
import dev.pgassay.runner.plan.SuiteCatalog;
import dev.pgassay.runner.plan.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The run that repeats the measurement of a baseline: the options that {@link ReplayRules} takes
 * from the baseline, overridden by those that the user gives to gate.
 *
 * @param baseline from a file that anyone may have written
 * @param asked the values on the command line of gate, by option
 * @param settings of the server that the user named
 */
record ReplayedRun(Baseline baseline, Map<String, String> asked, Map<String, String> settings) {
  static final String DATABASE = "--database";
  static final String DATASET = "--dataset";
  static final String IMAGE = "--image";
  static final String SQL = "--sql";

  private static final String STATEMENTS_KEPT =
      "; the statements stored in it are measured; name the present ones with --sql DIR";

  private static final Pattern BENCHMARK = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,250}");

  /** Makes the command, which has measured nothing yet. */
  RunCommand command(CommonOptions common, Surroundings surroundings) {
    RecordedCommand recorded = recorded();
    List<String> words = new ArrayList<>();
    target(recorded).ifPresent(words::add);
    for (String option : asked.keySet()) {
      recorded = recorded.without(option);
    }
    if (!asked.containsKey(DATABASE)) {
      words.add(DATABASE + "=" + database(recorded, surroundings));
    }
    words.addAll(words(withContentOfImage(recorded.without(DATABASE))));
    asked.forEach((option, value) -> words.add(option + "=" + value));
    settings.forEach((name, value) -> words.add("--set=" + name + "=" + value));
    if (common.quiet()) {
      words.add("--quiet");
    }
    RunCommand run = parse(words, surroundings);
    useStatements(run, surroundings);
    return run;
  }

  /** The parts of the baseline's command line that are not executed again; empty if all are. */
  Optional<String> notice() {
    Set<String> passedOver = new LinkedHashSet<>(recorded().passedOver());
    if (passedOver.isEmpty()) {
      return Optional.empty();
    }
    String end = passedOver.contains(SQL) && !asked.containsKey(SQL) ? STATEMENTS_KEPT : "";
    return Optional.of(
        "baseline "
            + baseline.name()
            + ": ignored "
            + String.join(", ", passedOver)
            + ", which gate does not take from a baseline"
            + end);
  }

  private RecordedCommand recorded() {
    return said(() -> RecordedCommand.of(baseline.arm().arguments()));
  }

  private List<String> words(RecordedCommand recorded) {
    return said(recorded::words);
  }

  private <T> T said(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidInput e) {
      throw refused(e.getMessage());
    }
  }

  private InvalidInput refused(String why) {
    return new InvalidInput("baseline " + baseline.name() + ": " + why);
  }

  /** A suite, or else the benchmarks that it has points of: an expression may take forever. */
  private Optional<String> target(RecordedCommand recorded) {
    Optional<String> target = recorded.target();
    if (target.isEmpty() || target.flatMap(SuiteCatalog.builtIn()::find).isPresent()) {
      return target;
    }
    Set<String> benchmarks = new LinkedHashSet<>();
    for (String name : baseline.points().stream().map(it -> it.benchmark()).toList()) {
      if (!BENCHMARK.matcher(name).matches()) {
        throw refused("no benchmark can have the name " + name);
      }
      benchmarks.add(name.replace(".", "\\."));
    }
    return Optional.of("^(" + String.join("|", benchmarks) + ")$");
  }

  private String database(RecordedCommand recorded, Surroundings surroundings) {
    Optional<String> named = recorded.value(DATABASE);
    boolean byUrl =
        named.isPresent()
            ? !ReplayRules.allows(DATABASE, named.get())
            : baseline.arm().serverSource().equals(SourceKind.URL.label());
    if (!byUrl) {
      return named.orElse("auto");
    }
    if (surroundings.environment().getOrDefault(DatabaseSources.URL_VARIABLE, "").isBlank()) {
      throw refused(
          "it was recorded on a server given by URL, and gate does not take a URL from a"
              + " baseline; name the server with --database URL or in "
              + DatabaseSources.URL_VARIABLE);
    }
    return SourceKind.URL.label();
  }

  /** An older baseline names its image, and keeps the content of the image next to the name. */
  private RecordedCommand withContentOfImage(RecordedCommand recorded) {
    Optional<String> content = baseline.arm().image().flatMap(ReplayRules::content);
    boolean named = recorded.value(IMAGE).filter(it -> !ReplayRules.allows(IMAGE, it)).isPresent();
    return named && content.isPresent()
        ? recorded.without(IMAGE).with(IMAGE, content.get())
        : recorded;
  }

  private RunCommand parse(List<String> words, Surroundings surroundings) {
    RunCommand run = new RunCommand(surroundings);
    try {
      new CommandLine(run, new CommandFactory(surroundings))
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setExpandAtFiles(false)
          .setOverwrittenOptionsAllowed(true)
          .parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw refused(e.getMessage());
    }
    return run;
  }

  /**
   * A baseline's statements may do anything that the server allows, so the server must be one of
   * ours.
   */
  private void useStatements(RunCommand run, Surroundings surroundings) {
    boolean keeps = !baseline.arm().statements().isEmpty();
    if (asked.containsKey(SQL)) {
      if (!keeps) {
        throw refused("it has no statements that --sql could be compared with");
      }
    } else if (keeps) {
      if (!run.options().onOwnServer(surroundings)) {
        throw refused(
            "its stored statements are executed only on servers that pgassay starts, not on one"
                + " given by URL; name the folder of the statements to execute with --sql DIR");
      }
      run.options().measure(Workloads.ofTexts(baseline.arm().statements()));
    }
  }
}
