package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.Redaction;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one command that is most likely to be useful after a run. Immutable.
 *
 * @param command for a shell, in the folder of pgassay
 * @param purpose in a few words
 */
public record NextStep(String command, String purpose) {
  private static final String PROGRAM = "./pgassay ";
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@%+-]+");

  private static final String DATASET = "--dataset";
  private static final String RESUME = "--resume";
  private static final String LOAD_TEST = "load-test";
  private static final Set<String> KEPT_OPTIONS =
      Set.of(
          "--container-cpus",
          "--container-memory",
          "--database",
          "--image",
          "--output",
          "--seed",
          "--set",
          "--sql",
          DATASET);

  /** Parameters with an option of their own; all others are set by {@code --param}. */
  private static final Set<String> OWN_OPTIONS =
      Set.of(ParameterNames.CLIENTS, ParameterNames.STATE);

  /** Suite to the next larger one. */
  private static final Map<String, String> LARGER = Map.of("quick", "standard", "standard", "full");

  public NextStep {
    Checked.text("command", command);
    Checked.text("purpose", purpose);
  }

  /**
   * Chooses the step: continue an interrupted run, examine a fault, widen a sweep that did not
   * reach its target, or measure more data.
   *
   * @param run complete or not
   */
  public static NextStep of(Run run) {
    if (run.status() == RunStatus.INCOMPLETE) {
      return goOn(run);
    }
    if (run.invocation().arguments().contains(LOAD_TEST)) {
      return new NextStep(
          PROGRAM + shell(run.invocation().arguments()), "see how much a repetition differs");
    }
    return firstFault(run)
        .or(() -> widerSweep(run))
        .or(() -> largerSuite(run))
        .orElseGet(() -> new NextStep(PROGRAM + "list", "see what else can be measured"));
  }

  /**
   * Returns the command that measures the loaded data, on the same server.
   *
   * @param dataset its name
   * @param arguments of the command that loaded it, as typed
   */
  public static NextStep afterLoad(String dataset, List<String> arguments) {
    List<String> options = keptOptions(Redaction.of(arguments));
    List<String> words =
        options.stream().anyMatch(option -> option.startsWith(DATASET))
            ? List.of("run")
            : List.of("run", DATASET, dataset);
    return new NextStep(PROGRAM + shell(with(words, options)), "measure what was loaded");
  }

  private static NextStep goOn(Run run) {
    List<String> arguments = new ArrayList<>(run.invocation().arguments());
    arguments.removeIf(argument -> argument.equals(RESUME) || argument.startsWith(RESUME + "="));
    arguments.add(RESUME + "=" + run.runId());
    return new NextStep(PROGRAM + shell(arguments), "continue; valid points are kept");
  }

  private static Optional<NextStep> firstFault(Run run) {
    return run.points().stream()
        .filter(point -> !point.valid() && point.validity() != Validity.NOT_AVAILABLE)
        .findFirst()
        .map(
            point ->
                new NextStep(
                    single(run, point.key()) + " --verbose",
                    "measure the first bad point again, alone"));
  }

  private static Optional<NextStep> widerSweep(Run run) {
    List<RecallTarget> highest =
        run.summary().recallTargets().stream()
            .filter(target -> target.targetRatio() == RecallTargets.HIGHEST_RATIO)
            .toList();
    if (highest.stream().anyMatch(it -> it.outcome() == RecallTarget.Outcome.REACHED)) {
      return Optional.empty();
    }
    return highest.stream()
        .filter(target -> target.at().isPresent())
        .max(Comparator.comparingDouble(it -> it.at().orElseThrow().meanRatio()))
        .flatMap(target -> wider(run, target));
  }

  private static Optional<NextStep> wider(Run run, RecallTarget target) {
    String effort = target.searchEffort();
    OptionalInt known = SearchEffort.greatest(effort, target.parameters());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    int greatest = known.getAsInt();
    int asked =
        run.points().stream()
            .filter(point -> target.concerns(point.key()))
            .mapToInt(it -> Integer.parseInt(it.parameters().get(effort)))
            .max()
            .orElse(greatest);
    if (asked >= greatest) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>(target.parameters());
    parameters.put(effort, Integer.toString(Math.min(2 * asked, greatest)));
    return Optional.of(
        new NextStep(
            single(run, new PointKey(target.benchmark(), parameters)),
            "search wider for the recall that no index reached"));
  }

  private static Optional<NextStep> largerSuite(Run run) {
    return Optional.ofNullable(LARGER.get(run.invocation().suite()))
        .map(
            suite ->
                new NextStep(
                    PROGRAM
                        + shell(
                            with(List.of("run", suite), keptOptions(run.invocation().arguments()))),
                    "measure the same on ten times the data"));
  }

  private static String single(Run run, PointKey key) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("run", key.benchmark()));
    List<String> options = keptOptions(run.invocation().arguments());
    boolean generated = run.dataset().events().isPresent();
    if (generated && options.stream().noneMatch(option -> option.startsWith(DATASET))) {
      words.addAll(List.of(DATASET, run.dataset().name()));
    }
    key.parameters()
        .forEach(
            (name, value) -> {
              boolean option = OWN_OPTIONS.contains(name);
              words.add(option ? "--" + name : "--param");
              words.add(option ? value : name + "=" + value);
            });
    return PROGRAM + shell(with(words, options));
  }

  /** Returns the options that say where and how to measure, but not what, with their values. */
  private static List<String> keptOptions(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (KEPT_OPTIONS.contains(argument) && i + 1 < arguments.size()) {
        kept.addAll(arguments.subList(i, i + 2));
      } else if (KEPT_OPTIONS.stream().anyMatch(option -> argument.startsWith(option + "="))) {
        kept.add(argument);
      }
    }
    return kept;
  }

  private static List<String> with(List<String> words, List<String> more) {
    return Stream.concat(words.stream(), more.stream()).toList();
  }

  private static String shell(List<String> words) {
    return String.join(
        " ",
        words.stream()
            .map(it -> PLAIN.matcher(it).matches() ? it : "'" + it.replace("'", "'\\''") + "'")
            .toList());
  }
}
