package dev.pgassay.cli.data;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the datasets that can be named. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the datasets in datasets/ with size, kind and identity.")
final class DatasetListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  DatasetListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<DatasetSpec> datasets = new DatasetCatalog(surroundings.datasets()).list();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> DatasetText.list(datasets);
          case json -> JsonText.of(DatasetDocument.list(datasets));
        });
    out.flush();
    return ExitCode.OK;
  }
}
