package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.store.BaselineStore;
import dev.pgassay.result.store.Recordings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records runs as a baseline. */
@Command(
    name = "save",
    mixinStandardHelpOptions = true,
    description = {
      "Save one or more runs as a baseline in results/baselines/NAME/.",
      "Several runs must be repetitions of the same plan. Three or more, each with its "
          + "own index build, separate chance from change."
    })
final class BaselineSaveCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name of the baseline, such as quick.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RUN",
      description = "Name, folder or file of a run. Repeatable.")
  private List<String> runs;

  BaselineSaveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BaselineStore.requireName(name);
    Recordings recordings = surroundings.recordings();
    Baseline baseline = Baseline.of(name, runs.stream().map(recordings::run).toList());
    Path file = surroundings.baselines().save(baseline);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d points of %d run%s; commit it, then judge with pgassay gate %s%n",
            file, baseline.points().size(), runs.size(), runs.size() == 1 ? "" : "s", name);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
