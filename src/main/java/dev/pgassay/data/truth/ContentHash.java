package dev.pgassay.data.truth;

import dev.pgassay.vector.VectorSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes named values with SHA-256, each with its length, so that no two lists look alike. */
final class ContentHash {
  private static final int SAMPLED_VECTORS = 64;

  private final MessageDigest digest = sha256();

  ContentHash add(String name, String value) {
    addText(name);
    addText(value);
    return this;
  }

  ContentHash add(String name, long value) {
    return add(name, Long.toString(value));
  }

  /**
   * Adds the size of a source and vectors evenly spread over it, the first and the last among them.
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

  /** Returns the hash; nothing may be added afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void addText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private void addVector(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    digest.update(bytes);
  }
}
