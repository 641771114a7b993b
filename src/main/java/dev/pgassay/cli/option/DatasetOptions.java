package dev.pgassay.cli.option;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names one dataset as the argument of a command. */
public final class DatasetOptions {
  @Parameters(
      index = "0",
      paramLabel = "NAME|FILE",
      description = "A dataset in datasets/, or a YAML file.")
  private String dataset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Generate the dataset with this seed, for other data of the same kind. Default: "
              + "the dataset's own seed.")
  private Long seed;

  public DatasetGenerator generator(Surroundings surroundings) {
    DatasetSpec found = new DatasetCatalog(surroundings.datasets()).find(dataset);
    return DatasetGenerator.of(seed == null ? found : found.withSeed(seed));
  }
}
