package dev.pgassay.selfcheck.truth;

import dev.pgassay.vector.VectorSource;

/** A copy of another source in memory, so that the measurement does not include generation. */
final class VectorsInMemory implements VectorSource {
  private static final int CHUNK_ROWS = 1_000;

  private final int dimensions;
  private final long size;
  private final float[][] chunks;

  private VectorsInMemory(int dimensions, long size, float[][] chunks) {
    this.dimensions = dimensions;
    this.size = size;
    this.chunks = chunks;
  }

  static VectorsInMemory copyOf(VectorSource source) {
    int dimensions = source.dimensions();
    long size = source.size();
    float[][] chunks = new float[Math.toIntExact((size + CHUNK_ROWS - 1) / CHUNK_ROWS)][];
    for (int i = 0; i < chunks.length; i++) {
      long first = (long) i * CHUNK_ROWS;
      int count = (int) Math.min(CHUNK_ROWS, size - first);
      chunks[i] = new float[count * dimensions];
      source.read(first, count, chunks[i]);
    }
    return new VectorsInMemory(dimensions, size, chunks);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long first, int count, float[] target) {
    int done = 0;
    while (done < count) {
      float[] chunk = chunks[(int) ((first + done) / CHUNK_ROWS)];
      int place = (int) ((first + done) % CHUNK_ROWS);
      int rows = Math.min(count - done, CHUNK_ROWS - place);
      System.arraycopy(chunk, place * dimensions, target, done * dimensions, rows * dimensions);
      done += rows;
    }
  }
}
