package dev.pgassay.selfcheck.calibration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how often the verdicts of {@code ab} are right. It only has subcommands. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how far pgassay ab can be trusted on a machine.",
      "Record rounds of equal and of slowed arms, then judge comparisons that are drawn from them. Or",
      "apply the usual rules to one."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CalibrateRecordCommand.class,
      CalibrateJudgeCommand.class,
      CalibrateUsualCommand.class
    })
public final class CalibrateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
