package dev.pgassay.cli.data;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.DatasetOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.export.DatasetFiles;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.failure.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a dataset into files. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Write a dataset to files that other programs read.",
      "Writes the seven tables in PostgreSQL's binary COPY format with a script for "
          + "psql, the queries as fvecs, and the exact nearest events of each query as ivecs. "
          + "The commands run and load do not need these files: they generate the data they "
          + "use."
    })
final class DatasetGenerateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private DatasetOptions dataset;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write to: a new one, or one that this command wrote before.")
  private Path output;

  @Option(
      names = "--vectors",
      description = "Also write the embeddings of the events to a separate file, as fvecs.")
  private boolean vectors;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Format of the list of files. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  DatasetGenerateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    DatasetGenerator generator = dataset.generator(surroundings);
    DatasetFiles files =
        new DatasetFiles(generator, output, common.progress(surroundings, System.err));
    write(files);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> DatasetText.files(generator, output, files.written());
          case json -> JsonText.of(DatasetDocument.files(generator, output, files.written()));
        });
    out.flush();
    return ExitCode.OK;
  }

  private void write(DatasetFiles files) {
    try {
      files.writeTables();
      if (vectors) {
        files.writeEventVectors();
      }
      files.writeQueries(new GroundTruthCache(surroundings.datasetCache()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("writing into " + output + " was interrupted; run the command again", e);
    }
  }
}
