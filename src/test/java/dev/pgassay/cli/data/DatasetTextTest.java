package dev.pgassay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.option.JsonText;
import dev.pgassay.data.dataset.DatasetDescription;
import dev.pgassay.data.dataset.DatasetDescription.Components;
import dev.pgassay.data.dataset.DatasetDescription.Sample;
import dev.pgassay.data.dataset.DatasetDescription.Spread;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.export.DataFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTextTest {
  private static final DatasetSpec GOOD =
      new DatasetCatalog(Path.of("test/resources/dataset")).find("good");
  private static final DatasetGenerator GENERATOR = DatasetGenerator.of(GOOD);
  private static final DatasetDescription DESCRIPTION =
      new DatasetDescription(
          new Sample(10_000, 256, 4_608),
          1.056,
          new Spread(172.76, 192.7, 224.6),
          new Spread(-0.0327, 0, 0.0326),
          new Spread(0.09, 0.0974, 0.108),
          new Components(434, 1118, 1468));

  @Test
  void listsDatasets() {
    assertThat(DatasetText.list(List.of(GOOD)))
        .isEqualTo(
            """
            dataset            events   dims  kind       identity
            good               10,000   1536  realistic  %s  d

            next: ./pgassay dataset describe quick
            """
                .formatted(GOOD.identity().shortHash()));
  }

  @Test
  void describesADataset() {
    assertThat(DatasetText.description(GENERATOR, DESCRIPTION))
        .isEqualTo(
            """
            good (%s): 10,000 events of 1536 dimensions, realistic, seed 2
            256 queries against 10,000 rows, 100 neighbours each; principal components of 4,608 rows

                                                  p10   median      p90
            local intrinsic dimensionality      172.8    192.7    224.6
            cosine of a random pair            -0.033    0.000    0.033
            cosine of the nearest neighbour     0.090    0.097    0.108

            relative contrast                    1.06
            components for 50 %% of variance       434
            components for 90 %%                  1118
            components for 99 %%                  1468
            """
                .formatted(GOOD.identity().shortHash()));
  }

  @Test
  void describesADatasetForPrograms() {
    assertThat(JsonText.of(DatasetDocument.description(GENERATOR, DESCRIPTION)))
        .isEqualTo(
            """
            {
              "name": "good",
              "sha256": "%s",
              "description": "d",
              "seed": 2,
              "events": 10000,
              "dimensions": 1536,
              "distribution": "realistic",
              "heldOutQueries": 1000,
              "outOfDistributionQueries": 200,
              "sample": {
                "rows": 10000,
                "queries": 256,
                "neighbours": 100,
                "componentRows": 4608
              },
              "relativeContrast": 1.056,
              "localIntrinsicDimensionality": {
                "p10": 172.76,
                "median": 192.7,
                "p90": 224.6
              },
              "randomPairCosine": {
                "p10": -0.0327,
                "median": 0.0,
                "p90": 0.0326
              },
              "nearestNeighbourCosine": {
                "p10": 0.09,
                "median": 0.0974,
                "p90": 0.108
              },
              "componentsForVarianceShare": {
                "0.50": 434,
                "0.90": 1118,
                "0.99": 1468
              },
              "warnings": [
                "relative contrast 1.056 is under 1.15: all rows are about equally far from a query, so recall here says nothing about real data"
              ]
            }
            """
                .formatted(GOOD.identity().sha256()));
  }

  @Test
  void listsWrittenFilesForPeopleAndPrograms() {
    List<DataFile> files =
        List.of(new DataFile("queries.fvecs", 1_000, 6_148_000, "0123456789abcdef".repeat(4)));
    assertThat(DatasetText.files(GENERATOR, Path.of("out"), files))
        .isEqualTo(
            """
            good (%s): 10,000 events of 1536 dimensions, realistic, seed 2
            file                                            items       size  SHA-256
            queries.fvecs                                   1,000   5.86 MiB  0123456789abcdef

            next: cd out && psql --file load.sql DATABASE
            """
                .formatted(GOOD.identity().shortHash()));
    assertThat(JsonText.of(DatasetDocument.files(GENERATOR, Path.of("out"), files)))
        .contains("\"folder\": \"out\"", "\"items\": 1000", "\"bytes\": 6148000");
  }
}
