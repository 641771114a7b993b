package dev.pgassay.benchmarks.churn;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.vector.VectorSource;
import java.util.List;

/**
 * The loaded events and those that are inserted later, which continue their numbers: generated
 * alike, about the same topics, and all different. A later one is the row of that number in the
 * same dataset with more events. Thread-safe.
 */
final class ChurnedEvents {
  private final VectorSource loaded;
  private final DatasetGenerator larger;

  /**
   * @param dataset the loaded dataset
   * @param most the largest number of events, including the loaded ones
   */
  ChurnedEvents(DatasetGenerator dataset, long most) {
    this.loaded = dataset.events();
    this.larger = DatasetGenerator.of(dataset.spec().withEvents(most));
  }

  /** Returns the columns of a new event. */
  List<String> columns() {
    return larger.columns(Table.EVENTS);
  }

  /** Writes new events, whose numbers follow those of the loaded ones. For one worker. */
  RowGenerator newRowGenerator() {
    return larger.newRowGenerator(Table.EVENTS);
  }

  /** Returns the identity of the dataset that contains all these events. */
  String identity() {
    return larger.identity().sha256();
  }

  /** Returns the keys of all these events. */
  RowIds ids() {
    return larger.ids(Table.EVENTS);
  }

  /** Returns the embeddings of the first events. */
  VectorSource vectors(long count) {
    VectorSource later = larger.events();
    return new VectorSource() {
      @Override
      public int dimensions() {
        return loaded.dimensions();
      }

      @Override
      public long size() {
        return count;
      }

      @Override
      public void read(long first, int rows, float[] target) {
        int early = (int) Math.max(0, Math.min(rows, loaded.size() - first));
        if (early < rows) {
          // A source writes from the start of the array.
          float[] behind = new float[(rows - early) * dimensions()];
          later.read(first + early, rows - early, behind);
          System.arraycopy(behind, 0, target, early * dimensions(), behind.length);
        }
        if (early > 0) {
          loaded.read(first, early, target);
        }
      }
    };
  }
}
