package dev.pgassay.cli.data;

import dev.pgassay.cli.option.JsonText;
import dev.pgassay.data.dataset.DatasetDescription;
import dev.pgassay.data.dataset.DatasetDescription.Spread;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.export.DataFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes datasets for programs, as documents for {@link JsonText}. */
final class DatasetDocument {
  private DatasetDocument() {}

  static Map<String, Object> list(List<DatasetSpec> datasets) {
    return Map.of("datasets", datasets.stream().map(DatasetDocument::dataset).toList());
  }

  static Map<String, Object> description(
      DatasetGenerator generator, DatasetDescription description) {
    Map<String, Object> document = dataset(generator.spec());
    document.put("sample", sample(description.sample()));
    document.put("relativeContrast", description.relativeContrast());
    document.put("localIntrinsicDimensionality", spread(description.intrinsicDimensionality()));
    document.put("randomPairCosine", spread(description.pairCosine()));
    document.put("nearestNeighbourCosine", spread(description.nearestCosine()));
    document.put("componentsForVarianceShare", components(description.components()));
    document.put("warnings", description.warning().stream().toList());
    return document;
  }

  static Map<String, Object> files(
      DatasetGenerator generator, Path folder, List<DataFile> written) {
    Map<String, Object> document = dataset(generator.spec());
    document.put("folder", folder.toString());
    document.put("files", written.stream().map(DatasetDocument::file).toList());
    return document;
  }

  private static Map<String, Object> dataset(DatasetSpec spec) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", spec.name());
    document.put("sha256", spec.identity().sha256());
    document.put("description", spec.description());
    document.put("seed", spec.content().seed());
    document.put("events", spec.events());
    document.put("dimensions", spec.dimensions());
    document.put("distribution", spec.content().distribution().kind().label());
    document.put("heldOutQueries", spec.content().queries().heldOut());
    document.put("outOfDistributionQueries", spec.content().queries().outOfDistribution());
    return document;
  }

  private static Map<String, Object> sample(DatasetDescription.Sample sample) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rows", sample.rows());
    document.put("queries", sample.queries());
    document.put("neighbours", DatasetDescription.NEIGHBOURS);
    document.put("componentRows", sample.componentRows());
    return document;
  }

  private static Map<String, Object> spread(Spread spread) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("p10", spread.p10());
    document.put("median", spread.median());
    document.put("p90", spread.p90());
    return document;
  }

  private static Map<String, Object> components(DatasetDescription.Components components) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("0.50", components.half());
    document.put("0.90", components.most());
    document.put("0.99", components.nearlyAll());
    return document;
  }

  private static Map<String, Object> file(DataFile file) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", file.name());
    document.put("items", file.items());
    document.put("bytes", file.bytes());
    document.put("sha256", file.sha256());
    return document;
  }
}
