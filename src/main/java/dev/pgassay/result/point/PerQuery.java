package dev.pgassay.result.point;

import dev.pgassay.file.InputLimit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * Encodes a whole number for each query in a text that is small enough for git. The numbers of
 * queries 0, 1, 2 and so on are increased by one and split into groups of seven bits, least
 * significant group first; the eighth bit marks all groups but the last. The bytes are deflated
 * (RFC 1950) and encoded in base64 (RFC 4648).
 */
public final class PerQuery {
  /** Means that the query was not executed. */
  public static final int NONE = -1;

  private static final int GROUP_BITS = 7;
  private static final int GROUP_MASK = 0x7f;
  private static final int MORE = 0x80;

  private PerQuery() {}

  /**
   * Encodes numbers.
   *
   * @param numbers by query, each at least {@link #NONE}
   */
  public static String encode(int[] numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int number : numbers) {
      if (number < NONE) {
        throw new IllegalArgumentException("numbers must be at least " + NONE + ": " + number);
      }
      int rest = number + 1;
      while (rest > GROUP_MASK) {
        bytes.write(rest & GROUP_MASK | MORE);
        rest >>>= GROUP_BITS;
      }
      bytes.write(rest);
    }
    return Base64.getEncoder().encodeToString(deflated(bytes.toByteArray()));
  }

  /**
   * Decodes what {@link #encode} wrote.
   *
   * @return the numbers by query
   * @throws IllegalArgumentException if the text is not valid
   */
  public static int[] decode(String text) {
    IntStream.Builder numbers = IntStream.builder();
    int number = 0;
    int shift = 0;
    for (byte group : inflated(Base64.getDecoder().decode(text))) {
      number |= (group & GROUP_MASK) << shift;
      if ((group & MORE) == 0) {
        numbers.add(number - 1);
        number = 0;
        shift = 0;
      } else {
        shift += GROUP_BITS;
      }
    }
    return numbers.build().toArray();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(byte[] bytes) {
    try {
      return InputLimit.QUERY_NUMBERS.inflated(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("numbers by query are not deflated: " + e.getMessage(), e);
    }
  }
}
