package dev.pgassay.selfcheck;

import dev.pgassay.cli.Main;
import dev.pgassay.selfcheck.calibration.CalibrateCommand;
import dev.pgassay.selfcheck.load.LoadComparison;
import dev.pgassay.selfcheck.overhead.AllocationComparison;
import dev.pgassay.selfcheck.overhead.ClientComparison;
import dev.pgassay.selfcheck.recall.RecallCalibration;
import dev.pgassay.selfcheck.truth.ExactSearchRate;
import dev.pgassay.selfcheck.truth.GroundTruthComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The programs that measure pgassay itself. {@code scripts/selfcheck} runs them. */
@Command(
    name = "scripts/selfcheck",
    mixinStandardHelpOptions = true,
    description = "Programs that measure pgassay itself. They are not part of the shipped jar.",
    synopsisSubcommandLabel = "PROGRAM",
    commandListHeading = "Programs:%n",
    subcommands = {
      AllocationComparison.class,
      CalibrateCommand.class,
      ClientComparison.class,
      ExactSearchRate.class,
      GroundTruthComparison.class,
      JmhProgram.class,
      LoadComparison.class,
      RecallCalibration.class
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 failure, 2 usage, 4 too few rounds to say anything.",
      "docs/figures.md and docs/verdicts.md have the results."
    })
public final class Selfcheck implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs one program and exits with its code.
   *
   * @param arguments name of the program, and its arguments
   */
  public static void main(String[] arguments) {
    Main.run(Selfcheck.class, arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a program is missing");
  }
}
