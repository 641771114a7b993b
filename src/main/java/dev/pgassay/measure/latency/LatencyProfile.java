package dev.pgassay.measure.latency;

import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/** The merged service times of a point, in nanoseconds. Immutable. */
public final class LatencyProfile {
  private static final int KEPT_DIGITS = 2;

  /**
   * The content follows a cookie and a length: see
   * AbstractHistogram.encodeIntoCompressedByteBuffer.
   */
  private static final int COMPRESSED_BEGIN = 2 * Integer.BYTES;

  /**
   * The digits follow a cookie, a length and an offset: see AbstractHistogram.encodeIntoByteBuffer.
   */
  private static final int DIGITS_BEGIN = 3 * Integer.BYTES;

  private final Histogram histogram;

  LatencyProfile(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * Merges histograms that {@link #encoded} wrote; percentiles are never averaged.
   *
   * @param encoded histograms of one or several runs
   * @throws IllegalArgumentException if one is not valid
   */
  public static LatencyProfile merged(Collection<String> encoded) {
    Histogram merged = new Histogram(KEPT_DIGITS);
    merged.setAutoResize(true);
    for (String text : encoded) {
      merged.add(decoded(Base64.getDecoder().decode(text)));
    }
    return new LatencyProfile(merged);
  }

  /**
   * Unpacks with a size limit, which HdrHistogram lacks, and first checks the digits in the header,
   * because they decide how much memory is allocated.
   */
  private static Histogram decoded(byte[] compressed) {
    try {
      byte[] packed = Arrays.copyOfRange(compressed, COMPRESSED_BEGIN, compressed.length);
      ByteBuffer histogram = ByteBuffer.wrap(InputLimit.HISTOGRAM.inflated(packed));
      if (histogram.getInt(DIGITS_BEGIN) > LatencyRecorder.SIGNIFICANT_DIGITS) {
        throw new IllegalArgumentException(
            "a histogram has more than "
                + LatencyRecorder.SIGNIFICANT_DIGITS
                + " digits: "
                + histogram.getInt(DIGITS_BEGIN));
      }
      return Histogram.decodeFromByteBuffer(histogram, 0);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "a histogram is not as it was written: " + e.getMessage(), e);
    }
  }

  /**
   * Encodes the distribution in a form small enough for git, with {@value #KEPT_DIGITS} digits of
   * each time.
   *
   * @return HdrHistogram's compressed encoding, version 2, in base64
   */
  public String encoded() {
    Histogram coarse = new Histogram(KEPT_DIGITS);
    coarse.setAutoResize(true);
    coarse.add(histogram);
    ByteBuffer buffer = ByteBuffer.allocate(coarse.getNeededByteBufferCapacity());
    int length = coarse.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  /** Returns the number of recorded operations. */
  public long operations() {
    return histogram.getTotalCount();
  }

  /**
   * Returns a percentile, from any number of operations; the caller decides whether there are
   * enough.
   *
   * @param percentile 0 to 100
   * @return nanoseconds, 0 if nothing was recorded
   */
  public long percentileNanos(double percentile) {
    return histogram.getValueAtPercentile(percentile);
  }

  /** Returns the arithmetic mean in nanoseconds, 0 if nothing was recorded. */
  public double meanNanos() {
    return histogram.getMean();
  }

  /** Returns the longest service time in nanoseconds, 0 if nothing was recorded. */
  public long maximumNanos() {
    return histogram.getMaxValue();
  }
}
