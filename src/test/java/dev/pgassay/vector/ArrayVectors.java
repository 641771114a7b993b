package dev.pgassay.vector;

import java.util.Random;

/** Vectors in memory, for tests. */
record ArrayVectors(int dimensions, float[] components) implements VectorSource {
  static ArrayVectors of(float[]... vectors) {
    float[] components = new float[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, components, i * vectors[0].length, vectors[0].length);
    }
    return new ArrayVectors(vectors[0].length, components);
  }

  /** Normal components, without any structure. */
  static ArrayVectors random(long seed, int count, int dimensions) {
    Random random = new Random(seed);
    float[] components = new float[count * dimensions];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return new ArrayVectors(dimensions, components);
  }

  @Override
  public long size() {
    return components.length / dimensions;
  }

  @Override
  public void read(long first, int count, float[] target) {
    System.arraycopy(
        components, Math.toIntExact(first * dimensions), target, 0, count * dimensions);
  }
}
