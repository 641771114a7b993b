package dev.pgassay.selfcheck.calibration;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.verdict.compare.ComparedRounds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies the usual rules to the rounds of one comparison. */
@Command(
    name = "usual",
    mixinStandardHelpOptions = true,
    description = {
      "Apply the usual rules to the rounds that pgassay ab judged.",
      "They are a threshold against the last run, and the test of Mann and Whitney. The base in the first",
      "half of the rounds is the last run; the contender, and the control as an equal one, in the second",
      "half are the new run. Needs no server. Exits 4 if no point had ten rounds."
    })
final class CalibrateUsualCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The folder of a run of pgassay ab, or its rounds.tsv.")
  private Path run;

  @Option(
      names = "--last",
      paramLabel = "RUN",
      description = {
        "An earlier run of the same comparison, whose base is the last run. Then all rounds of both count.",
        "Default: halves of the one."
      })
  private Optional<Path> last;

  @Option(
      names = "--format",
      paramLabel = "text|tsv",
      defaultValue = "text",
      description = {
        "Format of the output. In tsv a line has point, rule, and slower or same for contender and for",
        "control. Default: ${DEFAULT-VALUE}."
      })
  private Format format;

  /** The format of the output. */
  private enum Format {
    text,
    tsv
  }

  @Override
  public Integer call() {
    UsualVerdicts verdicts =
        UsualVerdicts.of(ComparedRounds.read(run), last.map(ComparedRounds::read));
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case text -> UsualVerdictsText.render(verdicts);
              case tsv -> UsualVerdictsText.lines(verdicts);
            });
    spec.commandLine().getOut().flush();
    return verdicts.said().isEmpty() ? ExitCode.NOT_COMPARABLE : ExitCode.OK;
  }
}
