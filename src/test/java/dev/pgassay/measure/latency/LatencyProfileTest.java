package dev.pgassay.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyProfileTest {
  @Test
  void mergesWhatItWrote() {
    Histogram histogram = new Histogram(3);
    histogram.recordValue(1_000);
    String encoded = new LatencyProfile(histogram).encoded();
    assertThat(LatencyProfile.merged(List.of(encoded, encoded)).operations()).isEqualTo(2);
  }

  @Test
  void refusesAHistogramWhoseHeaderAsksForFiftyMegabytes() {
    Histogram large = new Histogram(Long.MAX_VALUE / 2, 5);
    large.recordValue(1);
    ByteBuffer buffer = ByteBuffer.allocate(large.getNeededByteBufferCapacity());
    int length = large.encodeIntoCompressedByteBuffer(buffer);
    String encoded = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    assertThatThrownBy(() -> LatencyProfile.merged(List.of(encoded)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a histogram has more than 3 digits: 5");
  }

  @Test
  void refusesAHistogramThatUnpacksToMoreThanTheLimit() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[8]);
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(new byte[64 << 20]);
    }
    String encoded = Base64.getEncoder().encodeToString(bytes.toByteArray());
    assertThatThrownBy(() -> LatencyProfile.merged(List.of(encoded)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a histogram unpacked has more than 1 MiB")
        .hasCauseInstanceOf(InvalidInput.class);
  }

  @Test
  void refusesWhatIsNoHistogram() {
    assertThatThrownBy(() -> LatencyProfile.merged(List.of("AAAA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a histogram is not as it was written");
  }
}
