package dev.pgassay.data.dataset.embedding;

import dev.pgassay.vector.VectorSource;
import java.util.Objects;
import java.util.function.Supplier;

/** Vectors that a {@link Writer} generates one by one. Each reader gets a writer of its own. */
public final class GeneratedVectors implements VectorSource {
  /** Generates a vector from its number. Not thread-safe: it may have scratch space. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes one vector.
     *
     * @param number of the vector
     * @param target receives its components
     * @param offset index of the first component
     */
    void write(long number, float[] target, int offset);
  }

  private final int dimensions;
  private final long size;
  private final Supplier<Writer> writers;

  GeneratedVectors(int dimensions, long size, Supplier<Writer> writers) {
    this.dimensions = dimensions;
    this.size = size;
    this.writers = writers;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public long size() {
    return size;
  }

  /** Returns a writer for one worker, which writes one vector at a time without allocation. */
  public Writer newWriter() {
    return writers.get();
  }

  @Override
  public void read(long first, int count, float[] target) {
    Objects.checkFromIndexSize(first, count, size);
    Objects.checkFromIndexSize(0, count * dimensions, target.length);
    Writer writer = writers.get();
    for (int i = 0; i < count; i++) {
      writer.write(first + i, target, i * dimensions);
    }
  }
}
