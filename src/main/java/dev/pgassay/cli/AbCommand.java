package dev.pgassay.cli;

import dev.pgassay.compare.LatencyRule;
import dev.pgassay.result.RunStore;
import dev.pgassay.runner.AbChange;
import dev.pgassay.runner.AbRequest;
import dev.pgassay.runner.AbResult;
import dev.pgassay.runner.RunPlan;
import dev.pgassay.runner.RunRequest.TimingRequest;
import dev.pgassay.runner.RunService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "Compare two arms in one job, in turns of up to a second that mirror each other, with a control",
      "of two equal arms beside. The contender differs in what --arm-set, --arm-param and --arm-sql",
      "say. Exits 3 on a regression, 4 where nothing could be judged."
    })
final class AbCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private VerdictOptions verdict;
  @Mixin private RoundOptions rounds;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description = "What is measured, as of pgassay run. Default: quick, or all of --sql.")
  private Optional<String> target;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      description = "Numbers of clients, such as 1,2. Default: 1.")
  private List<Integer> clients = new ArrayList<>(List.of(1));

  @Option(
      names = "--arm-set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the contender's sessions, such as work_mem=64kB. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--arm-param",
      paramLabel = "NAME=VALUE",
      description = "A benchmark's parameter of the contender, such as ef_search=80. Repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--arm-sql",
      paramLabel = "FILE",
      description = {
        "SQL to execute on the contender's copy of the database, such as a migration. Repeatable."
      })
  private List<Path> scripts = new ArrayList<>();

  AbCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AbRequest request =
        new AbRequest(
            new AbChange(settings, parameters, scripts),
            LatencyRule.DEFAULT,
            verdict.policy(),
            rounds.budget(),
            rounds.seed());
    RunPlan plan = options.plan(target, "quick", clients, TimingRequest.NONE);
    RunStore store = options.store(surroundings);
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    AbResult result =
        new RunService(options.setup(surroundings, store, arguments)).ab(plan, request);
    return verdict.conclude(result.comparison(), surroundings, spec.commandLine().getOut());
  }
}
