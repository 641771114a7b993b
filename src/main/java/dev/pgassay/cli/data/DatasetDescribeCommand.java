package dev.pgassay.cli.data;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.DatasetOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.data.dataset.DatasetDescription;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how hard a dataset's vectors are to search. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how hard a dataset's vectors are to search.",
      "Prints relative contrast, local intrinsic dimensionality, cosines and principal "
          + "components, which show how closely the vectors resemble real embeddings. Warns if "
          + "recall on them would mean nothing."
    })
final class DatasetDescribeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private DatasetOptions dataset;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  DatasetDescribeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Progress progress = common.progress(surroundings, System.err);
    DatasetGenerator generator = dataset.generator(surroundings);
    DatasetDescription description = measure(generator, progress);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> DatasetText.description(generator, description);
          case json -> JsonText.of(DatasetDocument.description(generator, description));
        });
    out.flush();
    description.warning().ifPresent(progress::warn);
    return ExitCode.OK;
  }

  private static DatasetDescription measure(DatasetGenerator generator, Progress progress) {
    try {
      int threads = Runtime.getRuntime().availableProcessors();
      return DatasetDescription.measure(generator, threads, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("describing " + generator.spec().name() + " was interrupted", e);
    }
  }
}
