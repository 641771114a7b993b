package dev.pgassay.result.baseline;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.RecordedCommand;
import dev.pgassay.result.environment.Redaction;
import dev.pgassay.result.environment.ReplayRules;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The description from which the recorded side of a comparison can be rebuilt: the program with its
 * migrations, the request, and the server. Immutable.
 *
 * @param tool the program; its revision is also that of the migrations
 * @param suite the suite, or the expression that chose the benchmarks
 * @param arguments the command line without the program's name, restricted to the measuring options
 *     that {@link ReplayRules} lists; baselines of older versions contain all of it
 * @param statements the user's own statements at that time, text of the file by statement name;
 *     empty for benchmarks of the program
 * @param dataset the searched data, without how it was loaded
 * @param serverSource origin of the server: {@code local}, {@code docker} or {@code url}
 * @param settings server settings that are not default and on which a measurement can depend
 * @param image of the server's container; absent if there is none, if pgassay did not start it, and
 *     in baselines saved before it was recorded
 */
public record Arm(
    Tool tool,
    String suite,
    List<String> arguments,
    Map<String, String> statements,
    Dataset dataset,
    String serverSource,
    Map<String, String> settings,
    Optional<Server.Image> image) {
  /** Masks passwords. */
  public Arm {
    Objects.requireNonNull(tool, "tool");
    Checked.text("suite", suite);
    arguments = Redaction.of(arguments);
    statements = Checked.statements(statements);
    Objects.requireNonNull(dataset, "dataset");
    Checked.text("serverSource", serverSource);
    settings = Checked.sorted(settings);
    Objects.requireNonNull(image, "image");
  }

  static Arm of(Run run) {
    Dataset dataset = run.dataset();
    Map<String, String> settings = new TreeMap<>();
    run.server()
        .conditions()
        .forEach(
            (name, setting) -> {
              if (setting.changed()) {
                settings.put(name, setting.value());
              }
            });
    return new Arm(
        run.tool(),
        run.invocation().suite(),
        RecordedCommand.kept(run.invocation().arguments(), run.server().image()),
        run.invocation().statements(),
        new Dataset(
            dataset.name(),
            dataset.identity(),
            dataset.seed(),
            dataset.events(),
            dataset.dimensions(),
            dataset.distribution(),
            dataset.queries(),
            Optional.empty()),
        run.server().sourceKind(),
        settings,
        run.server().image());
  }
}
