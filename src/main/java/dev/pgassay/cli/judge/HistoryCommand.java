package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.PageFile;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.report.html.HistoryHtml;
import dev.pgassay.report.text.HistoryText;
import dev.pgassay.stats.EDivisive.Rule;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.compare.PolicyFile;
import dev.pgassay.verdict.history.History;
import dev.pgassay.verdict.history.HistoryFolder;
import dev.pgassay.verdict.history.HistoryFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for drift over many runs. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Find where the level of a figure changed over many recordings.",
      "Reads the runs and baselines in a folder and tests p50, throughput, recall, "
          + "buffers, index sizes and the speed of the machine for slow drift that no single "
          + "comparison shows. Exits 0 even if something drifted, since a person must say why, "
          + "and 4 if no series is long enough."
    })
public final class HistoryCommand implements Callable<Integer> {
  /** Shorter levels are outliers. */
  private static final int LEAST_SEGMENT = 3;

  /** Five times as many as it takes to show the significance. */
  private static final double PERMUTATIONS_FOR_SIGNIFICANCE = 5;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder to read, three levels deep. Default: results.")
  private Optional<Path> folder;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "YAML file of tolerances, below which a change is not shown; see docs/verdicts.md. Default: the tolerances listed there.")
  private Optional<Path> policy;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.001",
      description =
          "Probability that chance alone shows a change in a series, 0.0001 to 0.1. Default: "
              + "${DEFAULT-VALUE}.")
  private double significance;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the permutation test. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also write an HTML page with a chart of each series. The page needs no network. "
              + "Default: none.")
  private Optional<Path> page;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    HistoryFolder recorded =
        HistoryFolder.read(folder.orElse(surroundings.home().resolve("results")));
    History history =
        History.of(
            recorded.runs(),
            recorded.leftOut(),
            policy.map(PolicyFile::read).orElse(Policy.DEFAULT),
            rule());
    String text =
        switch (format) {
          case text -> new HistoryText(surroundings.colour()).render(history);
          case json -> new HistoryFormat().write(history);
        };
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    page.ifPresent(file -> PageFile.write(file, new HistoryHtml().render(history)));
    return history.judged() == 0 ? ExitCode.NOT_COMPARABLE : ExitCode.OK;
  }

  private Rule rule() {
    if (!(significance >= 0.0001 && significance <= 0.1)) {
      throw new InvalidInput("--significance must be between 0.0001 and 0.1: " + significance);
    }
    int permutations = (int) Math.ceil(PERMUTATIONS_FOR_SIGNIFICANCE / significance);
    return new Rule(significance, LEAST_SEGMENT, permutations, seed);
  }
}
