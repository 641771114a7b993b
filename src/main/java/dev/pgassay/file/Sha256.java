package dev.pgassay.file;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes bytes with SHA-256. Not thread-safe. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns the hash of a text in UTF-8: 64 hexadecimal digits in lower case. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the hash of all the bytes: 64 hexadecimal digits in lower case. */
  public static String hex(byte[] bytes) {
    return new Sha256().add(bytes, bytes.length).hex();
  }

  /** Adds the first bytes of a buffer. */
  public Sha256 add(byte[] buffer, int length) {
    digest.update(buffer, 0, length);
    return this;
  }

  /** Returns a stream that passes every byte on to another stream and adds it to the hash. */
  public OutputStream passingTo(OutputStream out) {
    return new DigestOutputStream(out, digest);
  }

  /** Returns the hash, 32 bytes, of everything added since the last result. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** Returns the hash of everything added since the last result: 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
