package dev.pgassay.benchmarks.bulkload;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A stream of rows that keeps only their SHA-256. Not thread-safe. */
final class RowsDigest extends DigestOutputStream {
  RowsDigest() {
    super(OutputStream.nullOutputStream(), sha256());
  }

  /** Returns the digest of what was written since the last call. */
  String hex() {
    return HexFormat.of().formatHex(getMessageDigest().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
