package dev.pgassay.vector;

/**
 * Vectors by number, read in blocks, so that a million of them need not fit into memory.
 * Thread-safe: several threads may read different blocks at once.
 */
public interface VectorSource {
  /** Returns the number of components of every vector, at least 1. */
  int dimensions();

  /** Returns the number of vectors, at least 0. */
  long size();

  /**
   * Reads consecutive vectors.
   *
   * @param first number of the first vector, from 0
   * @param count number of vectors, with {@code first + count <= size()}
   * @param target receives them row by row from its start; at least {@code count * dimensions()}
   *     long
   */
  void read(long first, int count, float[] target);
}
