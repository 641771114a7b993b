package dev.pgassay.selfcheck;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.truth.GroundTruthCache;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for the dataset of a program. A mixin of picocli. */
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
   * @param dataset used if the user names none
   */
  public DatasetOptions(String dataset) {
    this.dataset = dataset;
  }

  /** Returns the name or path as the user typed it. */
  public String name() {
    return dataset;
  }

  /** Returns the specification of the dataset. */
  public DatasetSpec spec() {
    return new DatasetCatalog(datasets).find(dataset);
  }

  /** Returns the cache of exact neighbours, in the same folder as the datasets. */
  public GroundTruthCache truths() {
    return new GroundTruthCache(datasets.resolve("cache"));
  }
}
