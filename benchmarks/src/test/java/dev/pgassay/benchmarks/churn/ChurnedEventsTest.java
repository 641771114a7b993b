package dev.pgassay.benchmarks.churn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnedEventsTest {
  private final DatasetGenerator dataset =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));
  private final ChurnedEvents events = new ChurnedEvents(dataset, 1_500);

  @Test
  void beginsWithTheLoadedEventsAndGoesOnWithTheInsertedOnes() {
    VectorSource vectors = events.vectors(1_200);
    float[] read = new float[4 * vectors.dimensions()];

    vectors.read(998, 4, read);

    assertThat(vectors.size()).isEqualTo(1_200);
    assertThat(part(read, 0)).isEqualTo(loaded(998));
    assertThat(part(read, 1)).isEqualTo(loaded(999));
    assertThat(part(read, 2)).isEqualTo(inserted(1_000));
    assertThat(part(read, 3)).isEqualTo(inserted(1_001));
  }

  @Test
  void readsInsertedEventsAlone() {
    float[] read = new float[events.vectors(1_200).dimensions()];

    events.vectors(1_200).read(1_199, 1, read);

    assertThat(read).isEqualTo(inserted(1_199));
  }

  @Test
  void keysGoOnWhereThoseOfTheLoadedEventsEnd() {
    assertThat(events.ids().uuid(999)).isEqualTo(dataset.ids(Table.EVENTS).uuid(999));
    assertThat(events.ids().uuid(1_000)).isNotEqualTo(events.ids().uuid(999));
  }

  private float[] part(float[] read, int vector) {
    int dimensions = read.length / 4;
    float[] part = new float[dimensions];
    System.arraycopy(read, vector * dimensions, part, 0, dimensions);
    return part;
  }

  private float[] loaded(long row) {
    return embedding(dataset, row);
  }

  /** Returns the vector of the row as it is inserted. */
  private float[] inserted(long row) {
    return embedding(DatasetGenerator.of(dataset.spec().withEvents(1_500)), row);
  }

  private static float[] embedding(DatasetGenerator generator, long row) {
    return (float[]) RowReader.of(generator, Table.EVENTS, List.of("embedding")).read(row)[0];
  }
}
