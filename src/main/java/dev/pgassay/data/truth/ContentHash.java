package dev.pgassay.data.truth;

import dev.pgassay.file.Sha256;
import dev.pgassay.vector.VectorSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Hashes named values with SHA-256. The length of each is hashed too, so that different lists have
 * different hashes.
 */
final class ContentHash {
  private static final int SAMPLED_VECTORS = 64;

  private final Sha256 hash = new Sha256();

  ContentHash add(String name, String value) {
    addText(name);
    addText(value);
    return this;
  }

  ContentHash add(String name, long value) {
    return add(name, Long.toString(value));
  }

  /**
   * Adds the size of a source and a sample of its vectors at equal distances, including the first
   * and the last.
   */
  ContentHash addSample(VectorSource source) {
    add("size", source.size()).add("dimensions", source.dimensions());
    long vectors = Math.min(SAMPLED_VECTORS, source.size());
    float[] vector = new float[source.dimensions()];
    for (long i = 0; i < vectors; i++) {
      long number = vectors == 1 ? 0 : i * (source.size() - 1) / (vectors - 1);
      source.read(number, 1, vector);
      addVector(vector);
    }
    return this;
  }

  /** Returns the hash. Nothing may be added afterwards. */
  String hex() {
    return hash.hex();
  }

  private void addText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length));
    hash.add(bytes, bytes.length);
  }

  private void addVector(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    add(bytes);
  }

  private void add(ByteBuffer bytes) {
    hash.add(bytes.array(), bytes.capacity());
  }
}
