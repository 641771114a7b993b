package dev.pgassay.selfcheck.calibration;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.compare.PolicyFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges comparisons that are drawn from recorded rounds. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = {
      "Judge comparisons that are drawn from recorded rounds.",
      "Each is a whole suite, drawn in contiguous blocks of rounds, and is judged by the code of",
      "pgassay ab and by the usual rules: how often do they raise a false alarm, and how often do they",
      "find a slowdown that was planted? Needs no server."
    })
final class CalibrateJudgeCommand implements Callable<Integer> {
  /** Enough for the sign of an interval's end, and few enough for thousands of comparisons. */
  private static final int RESAMPLES = 200;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A file of calibrate record, compressed by gzip if its name ends in .gz.")
  private Path file;

  @Option(
      names = "--comparisons",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Comparisons of each kind. Default: ${DEFAULT-VALUE}.")
  private int comparisons;

  @Option(
      names = "--block",
      paramLabel = "N",
      defaultValue = "10",
      description = "Neighbouring rounds of a block. Default: ${DEFAULT-VALUE}.")
  private int blockLength;

  @Option(
      names = "--draw-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the draws. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = {
        "The most first rounds of a point, 10 to 20: a comparison with a short budget has fewer than 20.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int rounds;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "How much of a difference is tolerated, as for pgassay ab.")
  private Optional<Path> policy;

  @Override
  public Integer call() {
    LatencyRule whole = LatencyRule.DEFAULT;
    if (rounds < whole.leastRounds() || rounds > whole.mostRounds()) {
      throw new InvalidInput(
          "--rounds must be from "
              + whole.leastRounds()
              + " to "
              + whole.mostRounds()
              + ": "
              + rounds);
    }
    CalibrationResult result =
        Calibration.of(
            RoundsFile.read(file),
            whole.endingAfter(rounds).resampling(RESAMPLES),
            policy.map(PolicyFile::read).orElse(Policy.DEFAULT),
            new Calibration.Tries(comparisons, blockLength, seed));
    spec.commandLine().getOut().print(CalibrationText.render(result));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
