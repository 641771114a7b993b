package dev.pgassay.cli.data;

import dev.pgassay.data.dataset.DatasetDescription;
import dev.pgassay.data.dataset.DatasetDescription.Spread;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.export.DataFile;
import dev.pgassay.report.table.ValueFormatter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Describes datasets for people. */
final class DatasetText {
  private final StringBuilder out = new StringBuilder();

  private DatasetText() {}

  static String list(List<DatasetSpec> datasets) {
    DatasetText text = new DatasetText();
    text.line(
        "%-12s %12s %6s  %-10s %-12s  %s", "dataset", "events", "dims", "kind", "identity", "");
    for (DatasetSpec spec : datasets) {
      text.line(
          "%-12s %12s %6d  %-10s %-12s  %s",
          spec.name(),
          ValueFormatter.count(spec.events()),
          spec.dimensions(),
          spec.content().distribution().kind().label(),
          spec.identity().shortHash(),
          spec.description());
    }
    text.line("");
    text.line("next: ./pgassay dataset describe quick");
    return text.out.toString();
  }

  static String description(DatasetGenerator generator, DatasetDescription description) {
    DatasetText text = new DatasetText();
    text.head(generator.spec());
    text.line(
        "%s queries against %s rows, %d neighbours each; principal components of %s rows",
        ValueFormatter.count(description.sample().queries()),
        ValueFormatter.count(description.sample().rows()),
        DatasetDescription.NEIGHBOURS,
        ValueFormatter.count(description.sample().componentRows()));
    text.line("");
    text.line("%-32s %8s %8s %8s", "", "p10", "median", "p90");
    text.spread("local intrinsic dimensionality", "%8.1f", description.intrinsicDimensionality());
    text.spread("cosine of a random pair", "%8.3f", description.pairCosine());
    text.spread("cosine of the nearest neighbour", "%8.3f", description.nearestCosine());
    text.line("");
    text.line("%-32s %8.2f", "relative contrast", description.relativeContrast());
    text.line("%-32s %8d", "components for 50 % of variance", description.components().half());
    text.line("%-32s %8d", "components for 90 %", description.components().most());
    text.line("%-32s %8d", "components for 99 %", description.components().nearlyAll());
    return text.out.toString();
  }

  static String files(DatasetGenerator generator, Path folder, List<DataFile> written) {
    DatasetText text = new DatasetText();
    text.head(generator.spec());
    text.line("%-40s %12s %10s  %s", "file", "items", "size", "SHA-256");
    for (DataFile file : written) {
      text.line(
          "%-40s %12s %10s  %s",
          file.name(),
          ValueFormatter.count(file.items()),
          ValueFormatter.bytes(file.bytes()),
          file.sha256().substring(0, 16));
    }
    text.line("");
    text.line("next: cd %s && psql --file load.sql DATABASE", folder);
    return text.out.toString();
  }

  private void head(DatasetSpec spec) {
    line(
        "%s (%s): %s events of %d dimensions, %s, seed %d",
        spec.name(),
        spec.identity().shortHash(),
        ValueFormatter.count(spec.events()),
        spec.dimensions(),
        spec.content().distribution().kind().label(),
        spec.content().seed());
  }

  private void spread(String name, String number, Spread spread) {
    line(
        "%-32s " + String.join(" ", number, number, number),
        name,
        spread.p10(),
        spread.median(),
        spread.p90());
  }

  private void line(String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values).stripTrailing()).append('\n');
  }
}
