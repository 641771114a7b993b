package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.compare.ChangedObservation;
import dev.pgassay.compare.Recorded;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Observation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecordedLatencyTest {
  private final Baseline base = withEach(Recorded.base(), 1_000_000, 4_000_000);

  @Test
  void dividesNothingOutByTheCanary() {
    Baseline slower = withEach(base, 1_500_000, 5_000_000);
    assertThat(RecordedLatency.advice(base, slower))
        .singleElement()
        .asString()
        .startsWith("advice only: recorded p50 changed by +50 % over the suite (median of");
  }

  @Test
  void namesThePointThatStandsOut() {
    Baseline one = Recorded.withFirst(base, it -> timed(it, 2_000_000, 4_000_000));
    assertThat(RecordedLatency.advice(base, one))
        .hasSize(2)
        .last()
        .asString()
        .contains(base.points().get(0).key().display() + " changed by +100 %");
  }

  @Test
  void comparesNoLatenciesOfAnotherMachine() {
    assertThat(RecordedLatency.advice(base, with(base, "0".repeat(16), "kernel", "Linux 6.2")))
        .singleElement()
        .asString()
        .startsWith(
            "recorded latencies are not compared: the machines differ, kernel is Linux 6.2");
  }

  @Test
  void namesWhatTheServersDifferIn() {
    String machine = base.fingerprint().machine();
    assertThat(RecordedLatency.advice(base, with(base, machine, "setting jit", "off")).get(0))
        .isEqualTo("the servers differ: setting jit is off, was on");
  }

  private static Baseline with(Baseline from, String machine, String name, String value) {
    Map<String, String> conditions = new TreeMap<>(from.conditions());
    conditions.put(name, value);
    return new Baseline(
        from.schemaVersion(),
        "new",
        from.recordedAt(),
        from.runs(),
        from.arm(),
        new Fingerprint(machine, "1".repeat(16)),
        conditions,
        from.tableSizes(),
        from.points());
  }

  private static Baseline withEach(Baseline from, long nanos, long canaryNanos) {
    return Recorded.withEach(from, it -> timed(it, nanos, canaryNanos));
  }

  private static Observation timed(Observation from, long nanos, long canaryNanos) {
    Histogram histogram = new Histogram(2);
    histogram.recordValueWithCount(nanos, 100);
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return new ChangedObservation(from)
        .histogram(Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)))
        .canary(new Canary(12_500_000, canaryNanos))
        .build();
  }
}
