package dev.pgassay.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("arithmetic")
class DatasetDescriptionTest {
  /** Measured once for all tests, because it takes seconds. */
  private static final Map<String, DatasetDescription> DESCRIBED = new HashMap<>();

  private final DatasetCatalog catalog = new DatasetCatalog(Path.of("..", "datasets"));

  /**
   * The lower limit for realistic data. {@code RecallCalibration} checks the recall that results
   * from it.
   */
  @Test
  void findsStandardAsHardAsRealEmbeddings() throws InterruptedException {
    DatasetDescription standard = describe("standard");
    assertThat(standard.sample()).isEqualTo(new DatasetDescription.Sample(100_000, 256, 3 * 1536));
    assertThat(standard.relativeContrast()).isBetween(1.4, 1.9);
    assertThat(standard.intrinsicDimensionality().median()).isBetween(15.0, 40.0);
    assertThat(standard.components().most()).isBetween(100, 400);
    assertThat(standard.components().half()).isLessThan(standard.components().most());
    assertThat(standard.components().nearlyAll()).isGreaterThan(standard.components().most());
    assertThat(standard.warning()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "gaussian"})
  void warnsOfTheNegativeControls(String name) throws InterruptedException {
    DatasetDescription control = describe(name);
    assertThat(control.relativeContrast()).isBetween(1.0, DatasetDescription.LEAST_CONTRAST);
    assertThat(control.intrinsicDimensionality().median()).isGreaterThan(100);
    assertThat(control.components().most()).isGreaterThan(1_000);
    assertThat(control.warning())
        .hasValueSatisfying(line -> assertThat(line).contains("is under 1.15: all rows"));
  }

  @Test
  void findsTheCosinesThatTheoryGivesForTheSphere() throws InterruptedException {
    DatasetDescription sphere = describe("gaussian");
    // Cosines of independent directions are nearly normal with a deviation of 1 / sqrt(1536).
    assertThat(sphere.pairCosine().median()).isCloseTo(0, within(0.001));
    assertThat(sphere.pairCosine().p90()).isCloseTo(1.2816 / Math.sqrt(1536), within(0.001));
    // The median of the greatest of 10,000 such cosines is their quantile 1 - ln 2 / 10,000: 3.81.
    assertThat(sphere.nearestCosine().median()).isCloseTo(3.81 / Math.sqrt(1536), within(0.003));
  }

  private DatasetDescription describe(String name) throws InterruptedException {
    DatasetDescription description = DESCRIBED.get(name);
    if (description == null) {
      description =
          DatasetDescription.measure(DatasetGenerator.of(catalog.find(name)), 2, Progress.NONE);
      DESCRIBED.put(name, description);
    }
    return description;
  }
}
