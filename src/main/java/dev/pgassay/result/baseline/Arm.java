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
 * What rebuilds the side of a comparison that was recorded: the program, and with it the
 * migrations; what was asked of it; and the server. Immutable.
 *
 * @param tool what measured; its revision is that of the migrations
 * @param suite the suite, or the expression that chose the benchmarks
 * @param arguments the command line without the program's name; of what was typed, the measuring
 *     options that {@link ReplayRules} lists, and all of it in baselines of older versions
 * @param statements the user's own as they stood, the text of a file by the statement's name; empty
 *     for benchmarks of the program
 * @param dataset what was searched, without how it was loaded
 * @param serverSource where the server came from: {@code local}, {@code docker} or {@code url}
 * @param settings those of the server that are not default and that a measurement can depend on
 * @param image that the server's container was made from; absent where it had none or was not ours,
 *     and in baselines that were saved before it was kept
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
  /** Checks the components, copies the collections and masks passwords. */
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
