package dev.pgassay.vector;

import dev.pgassay.failure.Failure;

/** A block of qualifying rows in memory. Not thread-safe; one per worker. */
final class Block {
  private final int capacity;
  private final int dimensions;
  private final float[] vectors;
  private final long[] rows;
  private final double[] squares;
  private int size;
  private double shortest;
  private double longest;

  Block(int capacity, int dimensions) {
    this.capacity = capacity;
    this.dimensions = dimensions;
    this.vectors = new float[capacity * dimensions];
    this.rows = new long[capacity];
    this.squares = new double[capacity];
  }

  void clear() {
    size = 0;
    shortest = Double.POSITIVE_INFINITY;
    longest = 0;
  }

  int room() {
    return capacity - size;
  }

  int size() {
    return size;
  }

  /** Returns the vectors. Those beyond the size belong to earlier blocks. */
  float[] vectors() {
    return vectors;
  }

  int start(int place) {
    return place * dimensions;
  }

  long row(int place) {
    return rows[place];
  }

  double square(int place) {
    return squares[place];
  }

  /** Returns the least length of a row other than 0; infinity if there is none. */
  double shortest() {
    return shortest;
  }

  /** Returns the greatest length of a row, 0 if there is none. */
  double longest() {
    return longest;
  }

  /**
   * Adds consecutive rows of a source.
   *
   * @param scratch at least as long as the rows; used unless the block is empty
   */
  void add(VectorSource source, long first, int count, float[] scratch) {
    if (size == 0) {
      source.read(first, count, vectors);
    } else {
      source.read(first, count, scratch);
      System.arraycopy(scratch, 0, vectors, start(size), count * dimensions);
    }
    for (int i = 0; i < count; i++) {
      measure(size + i, first + i);
    }
    size += count;
  }

  private void measure(int place, long row) {
    double square = ExactDistance.square(vectors, start(place), dimensions);
    if (!Double.isFinite(square)) {
      throw new Failure(
          "vector %d has a component that is not finite: pgvector would refuse it".formatted(row));
    }
    rows[place] = row;
    squares[place] = square;
    if (square > 0) {
      double length = Math.sqrt(square);
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
    }
  }
}
