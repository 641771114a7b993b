package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.VerdictOptions;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.store.Recordings;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.RecordComparison;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two recordings. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Judge two recorded runs or baselines.",
      "Compares rows, recall, plans, server work and sizes. Recorded latency is shown as "
          + "advice only: pgassay ab and gate judge latency by interleaved rounds. Exits 3 on "
          + "a regression, and 4 if nothing can be judged."
    })
public final class CompareCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private VerdictOptions verdict;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "Baseline or run to compare with: its name or file.")
  private String base;

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "Baseline or run to judge: its name or file.")
  private String contender;

  CompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Recordings recordings = surroundings.recordings();
    Baseline recordedBase = recordings.find(base);
    Baseline recordedContender = recordings.find(contender);
    Comparison comparison = RecordComparison.of(recordedBase, recordedContender, verdict.policy());
    verdict.label(recordedBase.arm().statements());
    verdict.label(recordedContender.arm().statements());
    return verdict.conclude(comparison, surroundings, spec.commandLine().getOut());
  }
}
