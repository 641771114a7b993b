package dev.pgassay.postgres.server.docker;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The standard input of a container, as its host holds it: it delivers the text it is given, and
 * does not end before it is released. Thread-safe.
 */
final class HeldInput extends InputStream {
  private byte[] pending = new byte[0];
  private boolean ended;

  /** Delivers a line. */
  synchronized void say(String line) {
    pending = (line + "\n").getBytes(StandardCharsets.US_ASCII);
    notifyAll();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    while (pending.length == 0 && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
    int taken = Math.min(length, pending.length);
    if (taken == 0) {
      return -1;
    }
    System.arraycopy(pending, 0, buffer, offset, taken);
    pending = Arrays.copyOfRange(pending, taken, pending.length);
    return taken;
  }

  /** Releases the input, which ends after the given text. */
  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
  }
}
