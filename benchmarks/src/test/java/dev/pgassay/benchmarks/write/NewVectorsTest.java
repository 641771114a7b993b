package dev.pgassay.benchmarks.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewVectorsTest {
  private static final DatasetSpec TINY =
      new DatasetCatalog(Path.of("..", "datasets")).find("tiny");

  @Test
  void areNoLoadedOnesAndAllDifferent() {
    VectorSource source = NewVectors.source(TINY);
    Set<Integer> seen = new HashSet<>();
    float[] vector = new float[TINY.dimensions()];
    VectorSource loaded = DatasetGenerator.of(TINY).events();

    for (long row = 0; row < TINY.events(); row++) {
      loaded.read(row, 1, vector);
      seen.add(Arrays.hashCode(vector));
      source.read(TINY.events() + row, 1, vector);
      seen.add(Arrays.hashCode(vector));
    }
    source.read(DatasetSpec.MOST_EVENTS - 1, 1, vector);
    seen.add(Arrays.hashCode(vector));

    assertThat(seen).hasSize(Math.toIntExact(2 * TINY.events() + 1));
  }

  @Test
  void haveNumbersBehindTheLoadedEventsAndNoneBeyondTheLargestDataset() {
    assertThat(NewVectors.createSql("s", 1000))
        .contains("MINVALUE 1000", "MAXVALUE 99999000", "INCREMENT BY 1000", "NO CYCLE");
  }
}
