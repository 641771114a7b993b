package dev.pgassay.data.dataset;

import dev.pgassay.vector.VectorSource;
import java.util.Objects;

/**
 * The first vectors of a source.
 *
 * @param source the source
 * @param size number of vectors, at most that of the source
 */
record FirstVectors(VectorSource source, long size) implements VectorSource {
  /** Returns at most the given number of vectors. */
  static VectorSource of(VectorSource source, long most) {
    return new FirstVectors(source, Math.min(most, source.size()));
  }

  @Override
  public int dimensions() {
    return source.dimensions();
  }

  @Override
  public void read(long first, int count, float[] target) {
    Objects.checkFromIndexSize(first, count, size);
    source.read(first, count, target);
  }
}
