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
      "Find where p50, throughput, recall, buffers, index sizes or the machine itself changed their",
      "level over the runs and baselines of a folder: slow drift that no single comparison shows.",
      "Exits 0 whatever drifted, since whose change it was is for a person to say, and 4 where no",
      "series is long enough."
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
      description = "The folder, searched three levels deep. Default: results.")
  private Optional<Path> folder;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = {
        "How large a change is borne and not shown, in YAML; see docs/verdicts.md.",
        "Default: the defaults that are listed there."
      })
  private Optional<Path> policy;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.001",
      description =
          "How often chance alone may show a change in a series. Default: ${DEFAULT-VALUE}.")
  private double significance;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the permutation test. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How the history is printed. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with a drawing of each series too; it needs no network.")
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
