package dev.pgassay.selfcheck;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.truth.GroundTruthCache;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say which dataset a program uses. A mixin of picocli. */
public final class DatasetOptions {
  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "Name of a dataset, or path of its file. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--datasets",
      paramLabel = "DIR",
      defaultValue = "${sys:pgassay.home:-.}/datasets",
      description = "The folder of the datasets. Default: datasets.")
  private Path datasets;

  /**
   * @param dataset the one that is used where the user names none
   */
  public DatasetOptions(String dataset) {
    this.dataset = dataset;
  }

  /**
   * Returns the name as it was given.
   *
   * @return name or path
   */
  public String name() {
    return dataset;
  }

  /**
   * Finds the dataset.
   *
   * @return its specification
   */
  public DatasetSpec spec() {
    return new DatasetCatalog(datasets).find(dataset);
  }

  /**
   * Returns the exact neighbours that pgassay keeps.
   *
   * @return the cache beside the datasets
   */
  public GroundTruthCache truths() {
    return new GroundTruthCache(datasets.resolve("cache"));
  }
}
