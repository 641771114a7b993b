package dev.pgassay.cli.run;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.ForkLimitOptions;
import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.PageFile;
import dev.pgassay.cli.option.ResultOptions;
import dev.pgassay.cli.option.ResumeOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.report.html.LoadHtml;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.openloop.LoadTest;
import dev.pgassay.runner.openloop.Mix;
import dev.pgassay.runner.openloop.Objective;
import dev.pgassay.runner.openloop.SearchResult;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.prepare.RunSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** Sends a benchmark's statement on a schedule, or searches for the highest rate that holds. */
@Command(
    name = "load-test",
    mixinStandardHelpOptions = true,
    description = {
      "Send a benchmark's statement on a schedule (open loop).",
      "Requests leave on schedule even if earlier answers are late, and latency counts "
          + "from the intended start. Exits 1 if a point is invalid or if no rate meets the "
          + "objective."
    })
public final class LoadTestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private ResultOptions results;
  @Mixin private ResumeOptions resume;
  @Mixin private ForkLimitOptions forkLimit;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BENCHMARK-REGEX",
      description =
          "Benchmark whose statement is sent, or the name of a statement with --sql. "
              + "Default: HnswSearch.")
  private Optional<String> target;

  @Option(
      names = "--mix",
      split = ",",
      paramLabel = "NAME=WEIGHT",
      description =
          "Send the statements of several benchmarks, chosen at random by weight for each "
              + "request, such as HnswSearch=3,TextSearch=1. The results show each one and all "
              + "together. Each uses the first value of its parameters unless --param names "
              + "another.")
  private Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "100",
      description =
          "Rate in requests per second; with --find-max, the rate at which the search "
              + "begins. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "R",
      description =
          "Several rates in requests per second, one after the other, such as 100,200,400. "
              + "Default: the one of --rate.")
  private List<Double> steps = new ArrayList<>();

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Time at each rate in seconds. --find-max takes up to four times as long if a rate "
              + "makes too few requests for its percentile. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description =
          "Warm-up before each rate in seconds. Its requests do not count, and are answered "
              + "before the measurement begins. Default: ${DEFAULT-VALUE}.")
  private int warmupSeconds;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "8",
      description = "Sessions that send requests. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--arrivals",
      paramLabel = "uniform|poisson",
      defaultValue = "poisson",
      description =
          "Gaps between requests: equal, or random with a Poisson process. Default: "
              + "${DEFAULT-VALUE}.")
  private String arrivals;

  @Option(names = "--find-max", description = "Find the highest rate that meets --objective.")
  private boolean findMax;

  @Option(
      names = "--objective",
      paramLabel = "P=LIMIT",
      description = "Limit of a percentile of the response time, such as p99=20ms. Default: none.")
  private Optional<String> objective;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also write an HTML page that plots latency against throughput. The page needs no "
              + "network. Default: none.")
  private Optional<Path> page;

  LoadTestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    page.ifPresent(PageFile::requireFolder);
    LoadTest test = test();
    Optional<Mix> mix = mix();
    RunPlan plan =
        options.plan(
            mix.map(Mix::target).or(() -> target),
            "HnswSearch",
            List.of(clients),
            TimingRequest.NONE);
    if (mix.isEmpty() && plan.points() != 1) {
      throw new InvalidInput(
          plan.points()
              + " points match, and a load test is of one; name a single value for each parameter,"
              + " such as --param ef_search=40");
    }
    RunStore store = options.store(surroundings);
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    RunSetup setup = options.setup(surroundings, store, arguments);
    RunService service = new RunService(forkLimit.on(setup));
    Run run =
        mix.isPresent()
            ? service.loadTest(plan, mix.get(), test, resume.resumption())
            : service.loadTest(plan, test, resume.resumption());
    PrintWriter out = spec.commandLine().getOut();
    results.print(run, store, surroundings, out);
    page.ifPresent(file -> PageFile.write(file, new LoadHtml().render(run)));
    boolean found = test.searched(run).map(it -> printed(it, out)).orElse(true);
    return run.trustworthy() && found ? ExitCode.OK : ExitCode.FAILURE;
  }

  private Optional<Mix> mix() {
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    if (target.isPresent()) {
      throw new InvalidInput("--mix names its benchmarks itself: leave out " + target.get());
    }
    options.requireSingleValues();
    return Optional.of(new Mix(weights));
  }

  private LoadTest test() {
    if (findMax != objective.isPresent()) {
      throw new InvalidInput("--find-max and --objective P=LIMIT go together");
    }
    if (findMax && !steps.isEmpty()) {
      throw new InvalidInput("--find-max chooses its own rates: leave out --steps " + steps);
    }
    return new LoadTest(
        arrivals(),
        Duration.ofSeconds(warmupSeconds),
        Duration.ofSeconds(seconds),
        steps.isEmpty() ? List.of(rate) : steps,
        objective.map(Objective::parse));
  }

  private Arrivals arrivals() {
    return switch (arrivals) {
      case "uniform" -> Arrivals.UNIFORM;
      case "poisson" -> Arrivals.POISSON;
      default -> throw new InvalidInput("--arrivals must be uniform or poisson: " + arrivals);
    };
  }

  /** Nothing but JSON goes to standard output, and its points say the same. */
  private boolean printed(SearchResult result, PrintWriter out) {
    if (!results.json()) {
      out.println(result.line());
      out.flush();
    }
    return result.found();
  }
}
