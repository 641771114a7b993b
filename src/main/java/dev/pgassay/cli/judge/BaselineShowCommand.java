package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.report.text.BaselineText;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.store.BaselineFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a baseline. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a baseline: how its arm is rebuilt, sizes and measurements.")
final class BaselineShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name or file of a baseline.")
  private String name;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  BaselineShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Baseline baseline = surroundings.recordings().find(name);
    String text =
        switch (format) {
          case text -> BaselineText.render(baseline);
          case json -> new BaselineFormat().write(baseline);
        };
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
