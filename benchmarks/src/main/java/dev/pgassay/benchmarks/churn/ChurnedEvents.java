package dev.pgassay.benchmarks.churn;

import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.RowGenerator;
import dev.pgassay.dataset.RowIds;
import dev.pgassay.dataset.Table;
import dev.pgassay.vector.VectorSource;
import java.util.List;

/**
 * The events that were loaded and those that come in later, numbered on: generated alike, about the
 * same topics, and each of them new. A later one is the row of that number in the same dataset with
 * more events. Thread-safe.
 */
final class ChurnedEvents {
  private final VectorSource loaded;
  private final DatasetGenerator larger;

  /**
   * @param dataset what is loaded
   * @param most how many events there may be at most, with those that are loaded
   */
  ChurnedEvents(DatasetGenerator dataset, long most) {
    this.loaded = dataset.events();
    this.larger = DatasetGenerator.of(dataset.spec().withEvents(most));
  }

  /** The columns of a new event. */
  List<String> columns() {
    return larger.columns(Table.EVENTS);
  }

  /** Writes new events, by numbers beyond those that were loaded. For one worker. */
  RowGenerator newRowGenerator() {
    return larger.newRowGenerator(Table.EVENTS);
  }

  /** The identity of the dataset that has all of them. */
  String identity() {
    return larger.identity().sha256();
  }

  /** The keys of all of them. */
  RowIds ids() {
    return larger.ids(Table.EVENTS);
  }

  /** The embeddings of the first events. */
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
          // A source writes from the start of what it is given.
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
