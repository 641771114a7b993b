package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.ArmOptions;
import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.RoundOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.VerdictOptions;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.ab.AbRequest;
import dev.pgassay.runner.ab.AbResult;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.runner.rebuild.FormerFiles;
import dev.pgassay.verdict.compare.LatencyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two arms in turns. */
@Command(
    name = "ab",
    mixinStandardHelpOptions = true,
    description = {
      "Compare two arms in interleaved rounds within one run.",
      "The base, the contender and a control equal to the base take short turns in "
          + "mirrored order. The --arm-... options say how the contender differs; --base-rev "
          + "says how the base differs. Exits 3 on a regression, and 4 if nothing regressed "
          + "but no latency could be judged."
    })
public final class AbCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private VerdictOptions verdict;
  @Mixin private RoundOptions rounds;
  @Mixin private ArmOptions arms;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description =
          "Suite or benchmarks to measure, as for pgassay run. Default: quick, or every "
              + "statement of --sql.")
  private Optional<String> target;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      description = "Numbers of clients, such as 1,2. Default: 1.")
  private List<Integer> clients = new ArrayList<>(List.of(1));

  AbCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Optional<FormerFiles> former = arms.formerFiles(surroundings.temporaryFolder());
    try {
      return compare(former);
    } finally {
      former.ifPresent(FormerFiles::close);
    }
  }

  private int compare(Optional<FormerFiles> former) {
    AbRequest request =
        new AbRequest(
            arms.change(options, former, surroundings),
            LatencyRule.DEFAULT,
            verdict.policy(),
            rounds.budget(),
            rounds.seed());
    Optional<Workloads> statements =
        former.flatMap(it -> options.sql().map(it::folder)).map(MeasuringOptions::statements);
    RunPlan plan = options.plan(target, "quick", clients, TimingRequest.NONE, statements);
    RunStore store = options.store(surroundings);
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    AbResult result =
        new RunService(options.setup(surroundings, store, arguments)).ab(plan, request);
    options.sql().ifPresent(verdict::annotate);
    verdict.label(plan.statements());
    return verdict.conclude(
        result.comparison().requiringLatency(), surroundings, spec.commandLine().getOut());
  }
}
